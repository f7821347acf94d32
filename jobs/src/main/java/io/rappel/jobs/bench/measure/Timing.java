package io.rappel.jobs.bench.measure;

/**
 * What one training took.
 *
 * @param preparationSeconds reading the rows from memory, scaling and packing them
 * @param seconds of the steps that are timed
 * @param steps that are timed: updates, or iterations of L-BFGS
 * @param examples rows that went through a gradient in those steps; a line search uses all of them
 *     more than once in a step
 */
public record Timing(double preparationSeconds, double seconds, long steps, double examples) {

  public double examplesPerSecond() {
    return examples / seconds;
  }

  public double millisecondsPerStep() {
    return seconds * 1e3 / steps;
  }

  /**
   * Speed of the matrix products, in 10⁹ floating-point operations per second.
   *
   * @param flopsPerRow of {@link Flops#ofRow}
   */
  public double gigaflops(long flopsPerRow) {
    return examplesPerSecond() * flopsPerRow / 1e9;
  }
}
