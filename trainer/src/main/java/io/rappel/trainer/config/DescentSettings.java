package io.rappel.trainer.config;

import static io.rappel.trainer.config.ConfigurationException.require;
import static io.rappel.trainer.config.ConfigurationException.requireNumber;

import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;

/**
 * How steps go down the objective.
 *
 * @param optimizer the update rule; null: the whole recipe
 * @param learningRate 0: the optimizer's own default
 * @param schedule how the learning rate changes; null: the recipe's
 * @param warmUp steps over which the learning rate rises to its own; 0: none
 * @param clipNorm the global norm to which gradients are clipped; 0: not
 * @param clipValue the absolute value to which gradient entries are clipped; 0: not
 * @param weightDecay of AdamW; null: the recipe's
 * @param splineRate by what the learning rate of the weights of bins is multiplied; null: the
 *     recipe's
 * @param triesBold whether networks of an average may learn at bolder rates than these
 */
public record DescentSettings(
    OptimizerKind optimizer,
    double learningRate,
    ScheduleKind schedule,
    long warmUp,
    double clipNorm,
    double clipValue,
    Double weightDecay,
    Double splineRate,
    boolean triesBold) {

  public DescentSettings {
    requireNumber("learning-rate", learningRate);
    requireNumber("warmup", warmUp);
    requireNumber("clip-norm", clipNorm);
    requireNumber("clip-value", clipValue);
    requireNumber("weight-decay", weightDecay);
    require(
        splineRate == null || splineRate > 0 && Double.isFinite(splineRate),
        "bins-rate",
        "a number above 0",
        splineRate);
    require(
        weightDecay == null
            || weightDecay == 0
            || optimizer == null
            || optimizer == OptimizerKind.ADAMW,
        "weight-decay",
        "0 with --optimizer " + optimizer + " (adamw has one; --l2 works with all)",
        weightDecay);
  }
}
