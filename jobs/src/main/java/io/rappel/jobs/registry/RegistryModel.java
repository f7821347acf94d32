package io.rappel.jobs.registry;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** Models that are named by a registry: {@code registry:DIR}, {@code registry:DIR@VERSION}. */
public final class RegistryModel {

  private static final String PREFIX = "registry:";
  private static final String OPTION = "--model " + PREFIX;
  private static final Pattern VERSIONED = Pattern.compile("(.+)@([^/@]*)");

  private RegistryModel() {}

  /**
   * The directory of a model.
   *
   * @param text as the user wrote it: of a registry the champion of now, or a version of the log;
   *     anything else is a directory itself
   * @throws io.rappel.trainer.config.ConfigurationException if the registry has no such version
   * @throws DataException if there is no registry, or no champion
   */
  public static String directory(String text, Configuration configuration) throws IOException {
    if (!text.startsWith(PREFIX)) {
      return text;
    }
    String place = text.substring(PREFIX.length());
    Matcher versioned = VERSIONED.matcher(place);
    // A directory's own name may have an @ in it.
    boolean named = versioned.matches() && !Registry.isThere(OPTION, place, configuration);
    Registry registry = Registry.open(OPTION, named ? versioned.group(1) : place, configuration);
    String version =
        named ? registry.version(registry.log().read(), versioned.group(2)) : champion(registry);
    registry.requireKept(version);
    return HadoopPaths.display(registry.model(version));
  }

  private static String champion(Registry registry) throws IOException {
    return registry
        .log()
        .read()
        .champion()
        .orElseThrow(() -> new DataException(OPTION + registry + " has no champion yet"));
  }
}
