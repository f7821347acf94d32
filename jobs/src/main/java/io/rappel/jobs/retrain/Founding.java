package io.rappel.jobs.retrain;

import io.rappel.jobs.config.options.GateOptions;
import io.rappel.jobs.output.files.LockedException;
import io.rappel.jobs.registry.Registry;
import io.rappel.jobs.registry.RegistrySettings;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What a registry is founded with. A run that is refused before it trains founds none. */
record Founding(Registry registry, GateOptions gate) {

  /**
   * The settings that hold, or with which a new registry is yet to be founded: with the features of
   * the rows.
   *
   * @throws ConfigurationException if the share of rows that judge is to be another
   */
  RegistrySettings settings(Supplier<TrainingRows> rows) throws IOException {
    Optional<RegistrySettings> there = registry.settings();
    if (there.isEmpty()) {
      try (TrainingRows all = rows.get()) {
        List<String> columns =
            all.profile().isSparse()
                ? List.of()
                : all.schema().features().stream().sorted().toList();
        return RegistrySettings.founded(gate.share(), columns);
      }
    }
    if (gate.hasShare() && gate.share() != there.get().share()) {
      throw new ConfigurationException(
          "--gate-share is not that with which %s was founded, %.4g%%: champions were trained on all other rows"
              .formatted(registry, 100 * there.get().share()));
    }
    return there.get();
  }

  /**
   * Founds a new registry.
   *
   * @throws LockedException if somebody else has founded it in the meantime
   */
  void found(RegistrySettings ours) throws IOException {
    if (registry.settings().isEmpty() && !registry.found(ours).equals(ours)) {
      throw new LockedException(
          "%s was founded by another run in the meantime: run the same again".formatted(registry));
    }
  }
}
