package io.rappel.jobs.config.training;

import io.rappel.jobs.config.options.ConfigOptions;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.ArrayList;
import java.util.Arrays;
import picocli.CommandLine.Option;

/** The update rule. */
public final class DescentOptions implements ConfigOptions {

  /** The optimizers' own learning rates, for the help. */
  static final class LearningRates extends ArrayList<String> {

    private static final long serialVersionUID = 1L;

    LearningRates() {
      Arrays.stream(OptimizerKind.values())
          .filter(kind -> kind != OptimizerKind.LBFGS)
          .forEach(kind -> add(kind + " " + kind.defaultLearningRate()));
    }
  }

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = {"The update rule: ${COMPLETION-CANDIDATES}.", "Example: --optimizer lbfgs"})
  private OptimizerKind optimizer;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      completionCandidates = LearningRates.class,
      description = {
        "Length of a step, or auto: ${COMPLETION-CANDIDATES}; lbfgs searches for it.",
        "Example: --learning-rate 0.01"
      })
  private Double learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      description = {
        "How the learning rate changes: ${COMPLETION-CANDIDATES}.",
        "inverse: divided by 1 + epochs / 10; step: a tenth every 30 epochs; exponential: times 0.95 an epoch; cosine: down to 0 over the whole run; plateau: a tenth after 10 epochs without a better validation (or training) loss.",
        "Example: --schedule cosine"
      })
  private ScheduleKind schedule;

  @Option(
      names = "--warmup",
      paramLabel = "STEPS",
      description = {
        "Steps over which the learning rate rises from near 0 to its own.",
        "Example: --warmup 500"
      })
  private Long warmUp;

  @Option(
      names = "--weight-decay",
      paramLabel = "X",
      description = {
        "Of adamw: shrinks weights apart from the gradient; auto: 0.01.",
        "Example: --weight-decay 0.05"
      })
  private Double weightDecay;

  @Option(
      names = "--bins-rate",
      paramLabel = "F",
      description = {
        "What the learning rate is multiplied by for weights of bins (see --encoding)",
        "and of levels of columns that have more than 20 of them.",
        "Example: --bins-rate 1"
      })
  private Double binsRate;

  @Option(
      names = "--clip-norm",
      paramLabel = "X",
      description = {
        "Scales a gradient down whose norm is above X; 0: no.",
        "Example: --clip-norm 1"
      })
  private Double clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "X",
      description = {
        "Cuts the entries of a gradient to the range from -X to X; 0: no.",
        "Example: --clip-value 0.5"
      })
  private Double clipValue;

  @Override
  public void apply(TrainingConfig.Builder builder) {
    builder
        .optimizer(optimizer)
        .weightDecay(weightDecay)
        .splineRate(binsRate)
        .schedule(schedule)
        .warmUp(warmUp)
        .clipNorm(clipNorm)
        .clipValue(clipValue);
    if (learningRate != null) {
      if (learningRate == 0) {
        throw new ConfigurationException("--learning-rate must be a number above 0, not 0");
      }
      builder.learningRate(learningRate);
    }
  }
}
