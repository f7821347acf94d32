package io.rappel.trainer.math.blas;

import io.rappel.trainer.math.Elementwise64;
import io.rappel.trainer.math.Mix;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of fixed multiplies of several shapes, in all orders that training uses, and of every
 * function of elements. OpenBLAS and VectorBLAS give other bits on other processors; this tells
 * them apart.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
final class Fingerprint64 {

  /** One, few, and more than registers hold of each dimension. */
  private static final int[][] SMALL = {
    {1, 7, 3}, {3, 33, 17}, {16, 64, 1}, {63, 100, 50}, {64, 130, 256}, {257, 300, 65}
  };

  /** Both leave something of tiles of 2, 4, 8, 16 and 48 rows or columns. */
  private static final int SHORT = 31;

  private static final int LONG = 1535;

  /**
   * Libraries cut a dimension into blocks whose length is that of the processor's caches: two that
   * differ in nothing else agree on all that is shorter. Blocks of OpenBLAS, on the processors that
   * it is bundled for, have up to 768. Each two dimensions together are longer than those, and all
   * three would take ten times as long.
   */
  private static final int[][] BEYOND_BLOCKS = {
    {1, LONG, SHORT},
    {SHORT, LONG, 1},
    {SHORT, LONG, LONG},
    {LONG, SHORT, LONG},
    {LONG, LONG, SHORT}
  };

  /** So many different numbers are repeated to fill a matrix; a prime. */
  private static final int PERIOD = 8191;

  private static final List<Function> FUNCTIONS =
      List.of(
          Elementwise64::relu,
          Elementwise64::reluBackward,
          Elementwise64::leakyRelu,
          Elementwise64::leakyReluBackward,
          Elementwise64::elu,
          Elementwise64::eluBackward,
          Elementwise64::gelu,
          Elementwise64::geluBackward,
          Elementwise64::silu,
          Elementwise64::siluBackward,
          Elementwise64::tanh,
          Elementwise64::tanhBackward,
          Elementwise64::sigmoid,
          Elementwise64::sigmoidBackward,
          Elementwise64::softplus,
          Elementwise64::softplusBackward,
          Elementwise64::exp,
          Elementwise64::expBackward);

  private interface Function {
    void apply(double[] from, double[] to, int n);
  }

  private Fingerprint64() {}

  /**
   * Sixteen hexadecimal digits.
   *
   * @param blocks whether it cuts long dimensions into blocks
   */
  static String of(Multiply64 multiply, boolean blocks) {
    MessageDigest digest = sha256();
    for (int[] shape : SMALL) {
      update(digest, multiply, shape[0], shape[1], shape[2]);
    }
    if (blocks) {
      for (int[] shape : BEYOND_BLOCKS) {
        update(digest, multiply, shape[0], shape[1], shape[2]);
      }
    }
    double[] z = numbers(1000, 3);
    double[] a = new double[z.length];
    for (Function function : FUNCTIONS) {
      function.apply(z, a, z.length);
      update(digest, a);
    }
    Elementwise64.softmax(z, a, 100, 10);
    update(digest, a);
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  /** Takes the products of one shape, with neither factor transposed and with each of them. */
  private static void update(
      MessageDigest digest, Multiply64 multiply, int rows, int inner, int columns) {
    double[] a = numbers(rows * inner, 1);
    double[] b = numbers(inner * columns, 2);
    double[] c = new double[rows * columns];
    multiply.multiply(false, false, rows, columns, inner, a, 0, b, 0, 0, c, 0);
    update(digest, c);
    multiply.multiply(true, false, rows, columns, inner, a, 0, b, 0, 0, c, 0);
    update(digest, c);
    multiply.multiply(false, true, rows, columns, inner, a, 0, b, 0, 0, c, 0);
    update(digest, c);
  }

  /** Numbers of a wide range, so that roundings show. */
  private static double[] numbers(int n, long stream) {
    double[] numbers = new double[n];
    for (int i = 0; i < Math.min(n, PERIOD); i++) {
      long bits = Mix.mix(stream, i);
      numbers[i] = (double) Math.scalb((double) (bits >> 11) * 0x1p-52, (int) (bits & 7) - 4);
    }
    for (int from = PERIOD; from < n; from += PERIOD) {
      System.arraycopy(numbers, 0, numbers, from, Math.min(PERIOD, n - from));
    }
    return numbers;
  }

  private static void update(MessageDigest digest, double[] values) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(Arrays.hashCode(values)).array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
