package io.rappel.jobs.config.training;

import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.trainer.config.Keep;
import io.rappel.trainer.config.TrainingConfig;
import picocli.CommandLine.Option;

/** When to stop. */
public final class EndOptions implements ConfigOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = {"How often each row is used at the most.", "Example: --epochs 50"})
  private Integer epochs;

  @Option(
      names = "--patience",
      paramLabel = "N",
      description = {
        "Stops after so many epochs without a better validation loss; 0: never.",
        "Example: --patience 20"
      })
  private Integer patience;

  @Option(
      names = "--keep",
      paramLabel = "WHICH",
      description = {
        "Parameters that are the result: best, those of the epoch with the smallest validation loss,"
            + " or last; auto: best, but last with --patience 0.",
        "Example: --keep last"
      })
  private Keep keep;

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      description = {
        "Stops when the objective's relative change from epoch to epoch is at most this; 0:"
            + " never.",
        "Example: --tolerance 0.0001"
      })
  private Double tolerance;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      description = {"How many updates at the most; 0: no limit.", "Example: --max-steps 1000"})
  private Long maxSteps;

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder.epochs(epochs).maxSteps(maxSteps).tolerance(tolerance).patience(patience).keep(keep);
  }
}
