package io.rappel.trainer.config;

import static io.rappel.trainer.config.ConfigurationException.require;

import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;

/**
 * The rows of each step, and every other draw.
 *
 * @param batch rows of a step
 * @param sampling how rows of mini-batches are chosen
 * @param seed of initial weights, permutations and every other draw
 */
public record BatchSettings(BatchSize batch, SamplingKind sampling, long seed) {

  public BatchSettings {
    require(
        sampling == SamplingKind.SHUFFLE || !batch.isFull(),
        "batch",
        "a number of rows or a percentage with --sampling " + sampling,
        batch);
  }
}
