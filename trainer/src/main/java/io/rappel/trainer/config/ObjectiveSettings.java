package io.rappel.trainer.config;

import static io.rappel.trainer.config.ConfigurationException.requireNumber;

import io.rappel.trainer.data.ClassWeights;
import io.rappel.trainer.loss.Loss;

/**
 * What is minimised.
 *
 * @param loss null: by task and number of classes
 * @param l2 weight of (1
 * @param l1 weight of Σ|W| in the objective
 * @param classWeights how much the rows of each class count in training
 */
public record ObjectiveSettings(Loss loss, Double l2, double l1, ClassWeights classWeights) {

  public ObjectiveSettings {
    requireNumber("l2", l2);
    requireNumber("l1", l1);
  }
}
