package io.rappel.trainer.network;

import io.rappel.trainer.math.Mix;
import java.io.Serializable;

/**
 * Dropout of hidden units (Srivastava et al. 2014), in its inverted form: in training an activation
 * is 0 with the given probability and otherwise divided by the probability of being kept, so that
 * nothing changes when the network is used. Whether an activation is dropped depends on the seed,
 * the step, the row, the layer and the unit alone.
 */
public final class Dropout implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final long STREAM = 0x64726F706F7574L;

  private final double rate;
  private final long seed;

  /**
   * @param rate probability of being dropped, at least 0 and below 1; counts in steps of 2⁻¹⁶
   */
  public Dropout(double rate, long seed) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("dropout is at least 0 and below 1, not " + rate);
    }
    this.rate = rate;
    this.seed = Mix.mix(seed, STREAM);
  }

  /** Nothing is dropped. */
  public static Dropout none() {
    return new Dropout(0, 0);
  }

  /** Whether nothing is ever dropped. */
  public boolean isNone() {
    return rate == 0;
  }

  /** Names the draws for a row in a step. */
  public long key(long step, int shard, int row) {
    return Mix.mix(seed, step, ((long) shard << 32) | row);
  }

  /** Activations whose 16 random bits, unsigned, are below this are dropped. */
  int threshold() {
    return (int) Math.min(0xFFFF, Math.ceil(rate * 0x1p16));
  }

  /** By what the others are multiplied. */
  double factor() {
    return 0x1p16 / (0x1p16 - threshold());
  }
}
