package io.rappel.trainer.config;

import static io.rappel.trainer.config.ConfigurationException.require;
import static io.rappel.trainer.config.ConfigurationException.requireNumber;

/**
 * When a run ends, and with which parameters.
 *
 * @param epochs how often each row is used at the most; null: the recipe's
 * @param maxSteps how many updates at the most; 0: no limit
 * @param tolerance stops when the objective's relative change from epoch to epoch is at most this;
 *     0: never
 * @param patience stops after so many epochs without a better validation loss; 0: never; null: the
 *     recipe's
 * @param keep which parameters are the result; null: the best where there is patience
 */
public record EndSettings(
    Integer epochs, long maxSteps, double tolerance, Integer patience, Keep keep) {

  public EndSettings {
    require(epochs == null || epochs >= 1, "epochs", "a number from 1 on", epochs);
    requireNumber("max-steps", maxSteps);
    requireNumber("tolerance", tolerance);
    requireNumber("patience", patience);
  }
}
