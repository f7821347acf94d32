package rappel.ml.param;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Has errors name parameters instead of the options of a command line. */
public final class Wording {

  private static final Pattern OPTION = Pattern.compile("--([a-z][a-z0-9-]*)");
  private static final Pattern NEXT_WORD = Pattern.compile("-([a-z0-9])");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("label", "labelCol"),
          Map.entry("features", "featuresCols"),
          Map.entry("weight", "weightCol"),
          Map.entry("where", "filter"),
          Map.entry("checkpoint", "checkpointDir"),
          Map.entry("epochs", "maxIter"),
          Map.entry("tolerance", "tol"),
          Map.entry("validation-after", "validationIndicatorCol"));

  private Wording() {}

  /** Does what may fail with an error that names options. */
  public static <T> T ofParams(Supplier<T> action) {
    try {
      return action.get();
    } catch (ConfigurationException e) {
      ConfigurationException named = new ConfigurationException(of(e.getMessage()));
      named.initCause(e);
      throw named;
    } catch (DataException e) {
      throw new DataException(of(e.getMessage()), e);
    }
  }

  /** A sentence in which options have the names of parameters. */
  public static String of(String sentence) {
    return OPTION.matcher(sentence).replaceAll(found -> name(found.group(1)));
  }

  private static String name(String option) {
    return NAMES.getOrDefault(
        option,
        NEXT_WORD
            .matcher(option)
            .replaceAll(letter -> letter.group(1).toUpperCase(java.util.Locale.ROOT)));
  }
}
