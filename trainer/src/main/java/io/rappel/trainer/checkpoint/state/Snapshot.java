package io.rappel.trainer.checkpoint.state;

import io.rappel.trainer.math.Chunks;
import io.rappel.trainer.math.Precision;

/** A copy of parameters in the precision of the model, where it takes no more memory than that. */
public final class Snapshot {

  private final double[] wide;
  private final float[] narrow;

  /**
   * @param size number of parameters
   */
  public Snapshot(int size, Precision precision) {
    boolean narrows = precision == Precision.FLOAT32;
    this.wide = narrows ? null : new double[size];
    this.narrow = narrows ? new float[size] : null;
  }

  /** Copies parameters. */
  public void take(double[] parameters) {
    if (narrow == null) {
      System.arraycopy(parameters, 0, wide, 0, wide.length);
    } else {
      Chunks.narrow(parameters, narrow);
    }
  }

  /** Puts the copy into a vector. */
  public void restore(double[] parameters) {
    if (narrow == null) {
      System.arraycopy(wide, 0, parameters, 0, wide.length);
    } else {
      Chunks.each(
          narrow.length,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              parameters[i] = narrow[i];
            }
          });
    }
  }

  /** Number of parameters. */
  public int size() {
    return narrow == null ? wide.length : narrow.length;
  }

  /** In which precision they are kept. */
  public Precision precision() {
    return narrow == null ? Precision.FLOAT64 : Precision.FLOAT32;
  }

  /** The parameter at an index. */
  public double at(int index) {
    return narrow == null ? wide[index] : narrow[index];
  }
}
