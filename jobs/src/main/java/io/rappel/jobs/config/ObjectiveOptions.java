package io.rappel.jobs.config;

import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.data.ScalingKind;
import io.rappel.trainer.loss.Loss;
import picocli.CommandLine.Option;

/** What is minimised. */
public final class ObjectiveOptions {

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description =
          "${COMPLETION-CANDIDATES}, or auto: logistic for two classes, cross-entropy for more,"
              + " squared for numbers.")
  private Loss loss;

  @Option(
      names = "--l2",
      paramLabel = "X",
      description =
          "Adds X/2 times the sum of all squared weights, biases excepted; 0: nothing; auto: 0.003"
              + " for classes, 0.001 for numbers.")
  private Double l2;

  @Option(
      names = "--scaling",
      paramLabel = "HOW",
      description =
          "${COMPLETION-CANDIDATES}: of features, and of numeric targets where the loss is squared,"
              + " half-squared, absolute or huber.")
  private ScalingKind scaling;

  /** Puts the settings into the builder. */
  public void apply(TrainingConfig.Builder builder) {
    builder.loss(loss).l2(l2).scaling(scaling);
  }

  /** The loss, or null: by the task. */
  public Loss loss() {
    return loss;
  }
}
