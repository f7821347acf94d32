package io.rappel.jobs.config.training;

import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.loss.Loss;
import picocli.CommandLine.Option;

/** What is minimised. */
public final class ObjectiveOptions implements ConfigOptions {

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description = {
        "${COMPLETION-CANDIDATES}, or auto: logistic for two classes, cross-entropy for"
            + " more, squared for numbers.",
        "Example: --loss huber"
      })
  private Loss loss;

  @Option(
      names = "--encoding",
      paramLabel = "KIND",
      description = {
        "What numbers become beside themselves: none, hat or thermometer, with a number of bins;"
            + " auto: hat for tables, none for LIBSVM and --scaling none.",
        "Example: --encoding hat:32"
      })
  private NumberEncoding encoding;

  @Option(
      names = "--scaling",
      paramLabel = "HOW",
      description = {
        "Of features: ${COMPLETION-CANDIDATES}; auto: standard, but LIBSVM's features that are 0"
            + " in half of the rows or more by their largest magnitude. Unless it is none, numeric targets of a"
            + " squared, half-squared, absolute or huber loss are standardized.",
        "Example: --scaling min-max"
      })
  private ScalingKind scaling;

  @Option(
      names = "--class-weight",
      paramLabel = "HOW",
      description = {
        "How much the rows of a class count in training, metrics excepted: LABEL:WEIGHT,…;"
            + " balanced: each class as much as any other; none: all alike.",
        "Example: --class-weight yes:5,no:1"
      })
  private ClassWeights classWeights;

  @Option(
      names = "--l2",
      paramLabel = "X",
      description = {
        "Adds X/2 times the sum of all squared weights, biases excepted.",
        "Example: --l2 0.01"
      })
  private Double l2;

  @Option(
      names = "--l1",
      paramLabel = "X",
      description = {
        "Adds X times the sum of the weights' magnitudes, biases excepted.",
        "Example: --l1 0.0001"
      })
  private Double l1;

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder.loss(loss).l2(l2).l1(l1).classWeights(classWeights).encoding(encoding).scaling(scaling);
  }

  /** The loss, or null: by the task. */
  public Loss loss() {
    return loss;
  }
}
