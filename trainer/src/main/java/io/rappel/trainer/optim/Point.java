package io.rappel.trainer.optim;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;

/**
 * Where a run is: parameters in the precision in which its optimizer moves them. Of float32 there
 * is a copy in float64 for those who look at it now and then, made when they do.
 */
public final class Point {

  private final double[] wide;
  private final float[] narrow;
  private boolean moved;

  private Point(double[] wide, float[] narrow) {
    this.wide = wide;
    this.narrow = narrow;
  }

  /**
   * A first point.
   *
   * @param parameters are this point's own in float64, and rounded in float32
   */
  public static Point of(double[] parameters, Precision precision) {
    if (precision == Precision.FLOAT64) {
      return new Point(parameters, null);
    }
    Point point = new Point(parameters, Chunks.narrow(parameters, new float[parameters.length]));
    point.moved = true;
    return point;
  }

  /** The parameters in float64; not to be modified where they are kept in float32. */
  public double[] wide() {
    if (moved) {
      Chunks.widen(narrow, wide);
      moved = false;
    }
    return wide;
  }

  /** The parameters, which are kept in float64, to be moved. */
  double[] numbers64() {
    return wide;
  }

  /** The parameters, which are kept in float32, to be moved. */
  float[] numbers32() {
    moved = true;
    return narrow;
  }
}
