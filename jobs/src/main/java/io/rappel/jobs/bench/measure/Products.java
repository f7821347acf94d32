package io.rappel.jobs.bench.measure;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.Multiply32;
import io.rappel.trainer.math.blas.Multiply64;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The matrix products of forward and backward of a network, on arrays of their own. */
final class Products {

  /** C ← op(A) op(B), where the last three numbers name arrays. */
  private interface Multiplication {
    void multiply(
        boolean transposeA,
        boolean transposeB,
        int rows,
        int columns,
        int inner,
        int a,
        int b,
        int c);
  }

  private final Multiplication multiplication;
  private final List<Integer> widths;
  private final int rows;

  private Products(Multiplication multiplication, List<Integer> widths, int rows) {
    this.multiplication = multiplication;
    this.widths = widths;
    this.rows = rows;
  }

  /**
   * Products of one thread.
   *
   * @param widths of the layers, features first, outputs last
   * @param rows of a block
   */
  static Products of(Arithmetic arithmetic, Precision precision, List<Integer> widths, int rows) {
    int[] sizes = sizes(widths, rows);
    Multiplication multiplication =
        precision == Precision.FLOAT32
            ? in32(arithmetic.multiply32(), sizes)
            : in64(arithmetic.multiply64(), sizes);
    return new Products(multiplication, widths, rows);
  }

  /** For each width an array of the layer's entries; for each layer its weights and gradient. */
  private static int[] sizes(List<Integer> widths, int rows) {
    int layers = widths.size() - 1;
    IntStream entries = widths.stream().mapToInt(width -> rows * width);
    IntStream weights =
        IntStream.range(0, 2 * layers).map(i -> widths.get(i / 2) * widths.get(i / 2 + 1));
    return IntStream.concat(entries, weights).toArray();
  }

  private static Multiplication in32(Multiply32 multiply, int[] sizes) {
    float[][] arrays = Arrays.stream(sizes).mapToObj(float[]::new).toArray(float[][]::new);
    for (float[] array : arrays) {
      Arrays.fill(array, 0.01f);
    }
    return (transposeA, transposeB, rows, columns, inner, a, b, c) ->
        multiply.multiply(
            transposeA,
            transposeB,
            rows,
            columns,
            inner,
            arrays[a],
            0,
            arrays[b],
            0,
            0,
            arrays[c],
            0);
  }

  private static Multiplication in64(Multiply64 multiply, int[] sizes) {
    double[][] arrays = Arrays.stream(sizes).mapToObj(double[]::new).toArray(double[][]::new);
    for (double[] array : arrays) {
      Arrays.fill(array, 0.01);
    }
    return (transposeA, transposeB, rows, columns, inner, a, b, c) ->
        multiply.multiply(
            transposeA,
            transposeB,
            rows,
            columns,
            inner,
            arrays[a],
            0,
            arrays[b],
            0,
            0,
            arrays[c],
            0);
  }

  /**
   * All products of one block: z = x W forward; ∂W = xᵀ δ and, but for the first, δ Wᵀ backward.
   */
  void run() {
    int layers = widths.size() - 1;
    for (int l = 0; l < layers; l++) {
      multiplication.multiply(
          false, false, rows, widths.get(l + 1), widths.get(l), l, weights(l), l + 1);
    }
    for (int l = layers - 1; l >= 0; l--) {
      multiplication.multiply(
          true, false, widths.get(l), widths.get(l + 1), rows, l, l + 1, weights(l) + 1);
      if (l > 0) {
        multiplication.multiply(
            false, true, rows, widths.get(l), widths.get(l + 1), l + 1, weights(l), l);
      }
    }
  }

  private int weights(int layer) {
    return widths.size() + 2 * layer;
  }
}
