package io.rappel.jobs.config;

import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.data.BatchSize;
import picocli.CommandLine.Option;

/** Rows of a step, and chance. */
public final class BatchOptions {

  @Option(
      names = "--batch",
      paramLabel = "ROWS",
      description = "Rows of a step: full, a number, or auto: as suits the number of rows.")
  private BatchSize batch;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of initial weights, the order of rows and every other draw.")
  private Long seed;

  /** Puts the settings into the builder. */
  public void apply(TrainingConfig.Builder builder) {
    builder.batch(batch).seed(seed);
  }

  /** The seed. */
  public long seed() {
    return seed;
  }
}
