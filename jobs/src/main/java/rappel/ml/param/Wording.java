package rappel.ml.param;

import io.rappel.trainer.checkpoint.CheckpointException;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.model.file.ModelFormatException;
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

  /**
   * Does what may fail with an error that names options.
   *
   * @throws IllegalArgumentException with the same sentence about parameters: of all exceptions of
   *     arguments, data and files that are not what they should be, the one that PySpark shows
   *     without a trace
   */
  public static <T> T ofParams(Supplier<T> action) {
    return translated(action, Map.of());
  }

  /** The same for a stage, some of whose parameters may have been set under MLlib's names. */
  public static <T> T ofParams(RappelParams stage, Supplier<T> action) {
    return translated(action, Settings.mllibsNames(stage));
  }

  private static <T> T translated(Supplier<T> action, Map<String, String> preferred) {
    try {
      return action.get();
    } catch (ConfigurationException e) {
      ConfigurationException named = new ConfigurationException(of(e.getMessage(), preferred));
      named.initCause(e);
      throw named;
    } catch (DataException e) {
      throw new DataException(of(e.getMessage(), preferred), e);
    } catch (ModelFormatException | CheckpointException e) {
      throw new IllegalArgumentException(of(e.getMessage(), preferred), e);
    }
  }

  /** A sentence in which options have the names of parameters. */
  public static String of(String sentence) {
    return of(sentence, Map.of());
  }

  private static String of(String sentence, Map<String, String> preferred) {
    return OPTION.matcher(sentence).replaceAll(found -> name(found.group(1), preferred));
  }

  private static String name(String option, Map<String, String> preferred) {
    if (preferred.containsKey(option)) {
      return preferred.get(option);
    }
    return NAMES.getOrDefault(
        option,
        NEXT_WORD
            .matcher(option)
            .replaceAll(letter -> letter.group(1).toUpperCase(java.util.Locale.ROOT)));
  }
}
