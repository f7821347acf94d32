package io.rappel.trainer.data.shard;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.Precision;
import java.io.Serializable;
import java.util.Arrays;

/**
 * An affine map of each column: scaled = (raw − offset) · factor. Features are scaled on their way
 * into the network; targets likewise, and outputs are mapped back by raw = scaled / factor +
 * offset.
 */
public final class Scaling implements Serializable {

  /** Targets and weights up to this magnitude have squares and sums within float64. */
  public static final double LARGEST_TARGET = 0x1p127;

  private static final long serialVersionUID = 1L;

  private final double[] offset;
  private final double[] factor;

  /**
   * @param offset length: number of columns
   * @param factor length: number of columns; finite and not negative; 0 for a column that is
   *     ignored
   */
  public Scaling(double[] offset, double[] factor) {
    if (offset.length != factor.length) {
      throw new IllegalArgumentException(
          "scaling has %d offsets and %d factors".formatted(offset.length, factor.length));
    }
    for (int j = 0; j < factor.length; j++) {
      if (!Double.isFinite(offset[j]) || !(factor[j] >= 0) || !Double.isFinite(factor[j])) {
        throw new IllegalArgumentException(
            "scaling of column %d has offset %s and factor %s".formatted(j, offset[j], factor[j]));
      }
    }
    this.offset = offset.clone();
    this.factor = factor.clone();
  }

  /** The map that changes nothing. */
  public static Scaling identity(int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Scaling(new double[columns], ones);
  }

  public int columns() {
    return offset.length;
  }

  public double offset(int column) {
    return offset[column];
  }

  public double factor(int column) {
    return factor[column];
  }

  /** The scaled value of a raw one. */
  public double scale(int column, double raw) {
    return (raw - offset[column]) * factor[column];
  }

  /**
   * The scaled value of a target.
   *
   * @throws DataException if it is beyond what training and metrics can take
   */
  double scaleTarget(int column, double raw, Precision precision) {
    double scaled = scale(column, raw);
    if (Math.abs(raw) > LARGEST_TARGET) {
      throw new DataException(
          "a row has the label %s, which is too large: %.2g is the largest"
              .formatted(raw, LARGEST_TARGET));
    }
    if (!(Math.abs(scaled) <= precision.largestInput())) {
      throw new DataException(
          "a row has the label %s, scaled to %s, which is too large for %s"
              .formatted(raw, scaled, precision));
    }
    return scaled;
  }

  /** The raw value of a scaled one, where the column is not ignored. */
  public double unscale(int column, double scaled) {
    return scaled / factor[column] + offset[column];
  }

  /** Whether nothing is changed. */
  public boolean isIdentity() {
    return !shifts() && Arrays.stream(factor).allMatch(v -> v == 1);
  }

  /** Whether some column is shifted. */
  public boolean shifts() {
    return Arrays.stream(offset).anyMatch(v -> v != 0);
  }
}
