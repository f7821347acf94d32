package io.rappel.jobs.bench.rows;

import io.rappel.trainer.config.ConfigurationException;
import java.util.List;

/**
 * What is run, how often.
 *
 * @param hidden units of each hidden layer
 * @param iterations full-batch steps, iterations of L-BFGS, or epochs of mini-batches
 * @param repetitions how often each contestant trains after a warm-up; medians are reported
 * @param seed of weights, permutations and generated rows
 * @param targetAccuracy to be reached on test rows
 */
public record BenchPlan(
    List<Integer> hidden, int iterations, int repetitions, long seed, double targetAccuracy) {

  public BenchPlan {
    hidden = List.copyOf(hidden);
    require(iterations >= 1, "--iterations must be a number from 1 on, not " + iterations);
    require(repetitions >= 1, "--repetitions must be a number from 1 on, not " + repetitions);
    require(
        targetAccuracy > 0 && targetAccuracy <= 1,
        "--target-accuracy must be above 0 and at most 1, not " + targetAccuracy);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new ConfigurationException(message);
    }
  }
}
