package io.rappel.trainer.data.shard;

import io.rappel.trainer.math.Precision;
import java.util.Arrays;

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
  private final double[] offset;
  private final double[] factor;

  /** The limit of each feature, infinite where there is none; null: there is none at all. */
  private final double[] bend;

  /** By feature, what scaled numbers must not exceed to be taken as they are, or bent. */
  private final double[] bound;

  private final double[] scaled;
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
    int columns = scaling.columns();
    offset = new double[columns];
    factor = new double[columns];
    bend = Arrays.stream(limits).anyMatch(limit -> limit > 0) ? new double[columns] : null;
    bound = new double[columns];
    scaled = new double[columns];
    for (int j = 0; j < columns; j++) {
      offset[j] = scaling.offset(j);
      factor[j] = scaling.factor(j);
      bound[j] = limits[j] > 0 ? FAR * limits[j] : largest;
      if (bend != null) {
        bend[j] = limits[j] > 0 ? limits[j] : Double.POSITIVE_INFINITY;
      }
    }
  }

  /**
   * Scales the finite features of a row in place, as {@link #scale} does each, and ends the row.
   * Its loops are such that they become vector instructions.
   */
  public void scaleRow(double[] row) {
    double[] to = scaled;
    for (int j = 0; j < to.length; j++) {
      to[j] = (row[j] - offset[j]) * factor[j];
    }
    if (!isWithin(to)) {
      for (int j = 0; j < to.length; j++) {
        row[j] = scale(j, row[j]);
      }
    } else if (bend == null) {
      System.arraycopy(to, 0, row, 0, to.length);
    } else {
      for (int j = 0; j < to.length; j++) {
        double share = to[j] / bend[j];
        row[j] = to[j] / Math.sqrt(1 + share * share);
      }
    }
    endRow();
  }

  private boolean isWithin(double[] numbers) {
    for (int j = 0; j < numbers.length; j++) {
      if (!(Math.abs(numbers[j]) <= bound[j])) {
        return false;
      }
    }
    return true;
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
