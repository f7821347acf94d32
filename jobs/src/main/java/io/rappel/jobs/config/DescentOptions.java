package io.rappel.jobs.config;

import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.TrainingConfig;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.ArrayList;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** The update rule. */
public final class DescentOptions {

  /** The optimizers' own learning rates, for the help. */
  static final class LearningRates extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    LearningRates() {
      Arrays.stream(OptimizerKind.values())
          .forEach(kind -> add(kind + " " + kind.defaultLearningRate()));
    }
  }

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "The update rule: ${COMPLETION-CANDIDATES}.")
  private OptimizerKind optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      completionCandidates = LearningRates.class,
      description = "Length of a step, or auto: ${COMPLETION-CANDIDATES}.")
  private Double learningRate;

  /** Puts the settings into the builder. */
  public void apply(TrainingConfig.Builder builder) {
    builder.optimizer(optimizer);
    if (learningRate != null) {
      if (learningRate == 0) {
        throw new ConfigurationException("--learning-rate must be a number above 0, not 0");
      }
      builder.learningRate(learningRate);
    }
  }
}
