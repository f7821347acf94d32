package io.rappel.trainer.math.blas;

import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One multiplication of random matrices that lie within larger arrays, for any implementation.
 *
 * @param beta 0 or 1
 * @param offset where each matrix begins; as many numbers follow it
 */
record Multiplication(
    boolean transposeA,
    boolean transposeB,
    int rows,
    int columns,
    int inner,
    int beta,
    int offset) {

  private static final int[][] SHAPES = {
    {1, 1, 1},
    {1, 10, 784},
    {3, 1, 7},
    {2, 33, 17},
    {17, 5, 129},
    {65, 31, 64},
    {128, 64, 3},
    {0, 4, 4},
    {3, 4, 0}
  };

  /** All transposes, betas and offsets, of odd shapes. */
  static Stream<Multiplication> all() {
    return Stream.of(SHAPES)
        .flatMap(
            shape ->
                IntStream.range(0, 16)
                    .mapToObj(
                        bits ->
                            new Multiplication(
                                (bits & 1) != 0,
                                (bits & 2) != 0,
                                shape[0],
                                shape[1],
                                shape[2],
                                bits >> 2 & 1,
                                5 * (bits >> 3))));
  }

  double[] with64(Multiply64 multiply) {
    double[] a = numbers(rows * inner, 1);
    double[] b = numbers(inner * columns, 2);
    double[] c = result();
    multiply.multiply(
        transposeA, transposeB, rows, columns, inner, a, offset, b, offset, beta, c, offset);
    return c;
  }

  float[] with32(Multiply32 multiply) {
    float[] a = narrow(numbers(rows * inner, 1));
    float[] b = narrow(numbers(inner * columns, 2));
    float[] c = narrow(result());
    multiply.multiply(
        transposeA, transposeB, rows, columns, inner, a, offset, b, offset, beta, c, offset);
    return c;
  }

  /** What C holds before; where it is to be overwritten, no number at all. */
  private double[] result() {
    double[] c = numbers(rows * columns, 3);
    if (beta == 0) {
      for (int i = 0; i < rows * columns; i++) {
        c[offset + i] = Double.NaN;
      }
    }
    return c;
  }

  private double[] numbers(int size, long seed) {
    return new Random(seed).doubles(size + 2L * offset, -1, 1).toArray();
  }

  static float[] narrow(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
