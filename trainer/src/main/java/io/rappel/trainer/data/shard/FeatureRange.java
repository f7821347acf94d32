package io.rappel.trainer.data.shard;

import io.rappel.trainer.math.Precision;

/**
 * Scales features into the range in which the arithmetic of a network does not overflow. A number
 * beyond it counts as the range's end, and its row is counted, so that it can be told. Not safe for
 * use by several threads.
 */
public final class FeatureRange {

  /** Beyond this multiple of a limit nothing but the sign is left of a number. */
  private static final double FAR = 0x1p60;

  private final Scaling scaling;
  private final double[] limits;
  private final double largest;
  private boolean beyond;
  private long rows;
  private int column = Integer.MAX_VALUE;

  /**
   * @param scaling of the features
   * @param precision of the network's arithmetic
   */
  public FeatureRange(Scaling scaling, Precision precision) {
    this(scaling, new double[scaling.columns()], precision);
  }

  /**
   * @param scaling of the features
   * @param limits which scaled numbers never reach, by feature; 0: there is none
   * @param precision of the network's arithmetic
   */
  public FeatureRange(Scaling scaling, double[] limits, Precision precision) {
    this.scaling = scaling;
    this.limits = limits;
    this.largest = precision.largestInput();
  }

  /** The scaled value of a finite feature. */
  public double scale(int feature, double raw) {
    double scaled = scaling.scale(feature, raw);
    if (limits[feature] > 0) {
      return scaling.factor(feature) == 0 ? 0 : bent(scaled, limits[feature]);
    }
    return limited(feature, scaled);
  }

  /** Near 0 as it is, and far from it near the limit. */
  private static double bent(double scaled, double limit) {
    double share = scaled / limit;
    return Math.abs(share) > FAR
        ? Math.copySign(limit, scaled)
        : scaled / Math.sqrt(1 + share * share);
  }

  /** A finite feature multiplied by the scaling's factor, and not shifted. */
  public double stretch(int feature, double raw) {
    return limited(feature, raw * scaling.factor(feature));
  }

  private double limited(int feature, double scaled) {
    if (Math.abs(scaled) <= largest) {
      return scaled;
    }
    if (scaling.factor(feature) == 0) {
      return 0; // the difference has overflowed, in a column that is ignored
    }
    beyond = true;
    column = Math.min(column, feature);
    return Math.copySign(largest, scaled);
  }

  /** All features of a row have been scaled. */
  public void endRow() {
    rows += beyond ? 1 : 0;
    beyond = false;
  }

  /** How many rows had a feature beyond the range. */
  public long rowsBeyond() {
    return rows;
  }

  /** The first feature that was beyond it in some row; −1: none was. */
  public int firstBeyond() {
    return column == Integer.MAX_VALUE ? -1 : column;
  }
}
