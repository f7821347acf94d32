package io.rappel.jobs.config.training;

import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import picocli.CommandLine.Option;

/** Rows of a step, and chance. */
public final class BatchOptions implements ConfigOptions {

  @Option(
      names = "--batch",
      paramLabel = "ROWS",
      description = {
        "Rows of a step: full, a number, a share of the rows, or auto: as suits the number"
            + " of rows.",
        "Example: --batch 256 or --batch 5%%"
      })
  private BatchSize batch;

  @Option(
      names = "--sampling",
      paramLabel = "HOW",
      description = {
        "How the rows of mini-batches are chosen: ${COMPLETION-CANDIDATES}.",
        "shuffle: each row once an epoch, in new batches every time; bernoulli: each row with the same probability in each step; fixed: in batches made once and used again.",
        "Example: --sampling bernoulli"
      })
  private SamplingKind sampling;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = {
        "Of initial weights, the order of rows and every other draw.",
        "Example: --seed 42"
      })
  private Long seed;

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder.batch(batch).sampling(sampling).seed(seed);
  }

  /** The seed. */
  public long seed() {
    return seed;
  }
}
