package io.rappel.jobs.config.options;

import io.rappel.trainer.config.TrainingConfig;

/** Options that say something about a training. */
public interface ConfigOptions {

  /** Puts the settings into the builder. */
  void apply(TrainingConfig.Builder builder);

  /** What all of these say, and the defaults of others. */
  static TrainingConfig.Builder builder(ConfigOptions... groups) {
    TrainingConfig.Builder builder = TrainingConfig.builder();
    for (ConfigOptions group : groups) {
      group.apply(builder);
    }
    return builder;
  }
}
