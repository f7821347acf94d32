package io.rappel.trainer.data;

import io.rappel.trainer.math.Mix;

/**
 * Draws each of the numbers 0, 1, … with the same probability, independently: a walk from one drawn
 * number to the next, whose gaps are geometrically distributed (Devroye 1986, chapter X.2). What is
 * drawn depends on the key and the probability alone.
 */
final class BernoulliDraw {

  private final double logOfMissing;
  private final long key;
  private long draws;
  private long last = -1;

  /**
   * @param probability of each number, above 0 and below 1
   * @param key names the draw
   */
  BernoulliDraw(double probability, long key) {
    this.logOfMissing = StrictMath.log1p(-probability);
    this.key = key;
  }

  /** The next number that is drawn. */
  long next() {
    double uniform = Mix.uniform(Mix.mix(key, draws++));
    last += 1 + (long) (StrictMath.log1p(-uniform) / logOfMissing);
    return last;
  }
}
