package io.rappel.trainer.math;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The hash of fixed multiplies of several shapes, in all orders that training uses, and of every
 * function of elements. OpenBLAS and VectorBLAS give other bits on other processors; this tells
 * them apart.
 */
@SuppressWarnings("cast") // the float32 twin needs the casts
final class Fingerprint64 {

  private static final int[][] SHAPES = {
    {1, 7, 3}, {3, 33, 17}, {16, 64, 1}, {63, 100, 50}, {64, 130, 256}, {257, 300, 65}
  };

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

  /** Sixteen hexadecimal digits. */
  static String of(Multiply64 multiply) {
    MessageDigest digest = sha256();
    for (int[] shape : SHAPES) {
      int rows = shape[0];
      int inner = shape[1];
      int columns = shape[2];
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

  /** Numbers of a wide range, so that roundings show. */
  private static double[] numbers(int n, long stream) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      long bits = Mix.mix(stream, i);
      numbers[i] = (double) Math.scalb((double) (bits >> 11) * 0x1p-52, (int) (bits & 7) - 4);
    }
    return numbers;
  }

  private static void update(MessageDigest digest, double[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length * Long.BYTES);
    for (/* wide */ double value : values) { // widening keeps the bits apart that differ
      buffer.putDouble(value);
    }
    digest.update(buffer.array());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
