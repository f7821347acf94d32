package io.rappel.trainer.math.rows;

import java.io.Serializable;

/**
 * Rows of features, X [rows × columns], that the first layer multiplies. Immutable in use; {@link
 * #select} fills scratch rows.
 */
public abstract class Rows64 implements Serializable {

  private static final long serialVersionUID = 1L;

  public abstract int rows();

  public abstract int columns();

  /**
   * z ← X W, for W [columns × outputs] that begins at the offset of w; z [rows × outputs] from
   * index 0.
   */
  public abstract void times(
      RowProducts64 products, double[] w, int offset, int outputs, double[] z);

  /**
   * G ← Xᵀ δ, for δ [rows × outputs] from index 0; G [columns × outputs] begins at the offset of g.
   */
  public abstract void transposeTimes(
      RowProducts64 products, double[] delta, int outputs, double[] g, int offset);

  /** Empty rows of the same kind and width, for {@link #select} to fill again and again. */
  public abstract Rows64 scratch(int maximumRows);

  /**
   * The rows of the given numbers, in that order.
   *
   * @param numbers row numbers, at indices 0 to count − 1
   * @param scratch of {@link #scratch}; overwritten
   * @return the scratch
   */
  public abstract Rows64 select(int[] numbers, int count, Rows64 scratch);

  /** Rows from − to, without a copy. */
  public abstract Rows64 slice(int from, int to);
}
