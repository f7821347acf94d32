package io.rappel.jobs.registry;

import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.registry.log.LogState;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;

/** Models that are named by a registry: {@code registry:DIR}, {@code registry:DIR@VERSION}. */
public final class RegistryModel {

  private static final String PREFIX = "registry:";
  private static final Pattern VERSIONED = Pattern.compile("(.*)@([0-9a-f]{4,64})");

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
    if (versioned.matches()) {
      Registry registry = Registry.open(versioned.group(1), configuration);
      LogState state = registry.log().read();
      return HadoopPaths.display(registry.model(registry.version(state, versioned.group(2))));
    }
    Registry registry = Registry.open(place, configuration);
    return HadoopPaths.display(registry.model(champion(registry)));
  }

  private static String champion(Registry registry) throws IOException {
    return registry
        .log()
        .read()
        .champion()
        .orElseThrow(
            () -> new DataException("--model registry:" + registry + " has no champion yet"));
  }
}
