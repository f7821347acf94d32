package io.rappel.trainer.data;

import io.rappel.trainer.math.Precision;

/**
 * Scales features into the range in which the arithmetic of a network does not overflow. A number
 * beyond it counts as the range's end, and its row is counted, so that it can be told. Not safe for
 * use by several threads.
 */
public final class FeatureRange {

  private final Scaling scaling;
  private final double largest;
  private boolean beyond;
  private long rows;
  private int column = Integer.MAX_VALUE;

  /**
   * @param scaling of the features
   * @param precision of the network's arithmetic
   */
  public FeatureRange(Scaling scaling, Precision precision) {
    this.scaling = scaling;
    this.largest = precision.largestInput();
  }

  /** The scaled value of a finite feature. */
  public double scale(int feature, double raw) {
    return limited(feature, scaling.scale(feature, raw));
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
