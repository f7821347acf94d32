package io.rappel.trainer.data.batch;

import io.rappel.trainer.math.Mix;

/**
 * Draws each row of all shards, one after another, with the same probability, independently: a walk
 * from one drawn row to the next, whose gaps are geometrically distributed (Devroye 1986, chapter
 * X.2). A gap depends on the row before it, the key and the probability alone, so a walk can begin
 * at any row that is drawn.
 */
final class BernoulliDraw {

  private final double logOfMissing;
  private final long key;

  /**
   * @param probability of each row, above 0 and below 1
   * @param key names the draw
   */
  BernoulliDraw(double probability, long key) {
    this.logOfMissing = StrictMath.log1p(-probability);
    this.key = key;
  }

  /**
   * How many rows are passed over before the next one that is drawn.
   *
   * @param row a drawn row of the shard; −1 of the first shard begins
   */
  long gap(int shard, int row) {
    double uniform = Mix.uniform(Mix.mix(key, shard, row));
    return (long) (StrictMath.log1p(-uniform) / logOfMissing);
  }
}
