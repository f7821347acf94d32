package io.rappel.trainer.math.blas;

import io.rappel.trainer.math.Precision;
import java.util.Arrays;
import java.util.Random;

/**
 * A program that prints, for each precision, the fingerprint of the native BLAS and a number that
 * changes with any bit of products of many shapes.
 */
final class KernelsProcess {

  private static final int SHAPES = 150;
  private static final int LONGEST = 1200;

  private KernelsProcess() {}

  public static void main(String[] arguments) {
    Arithmetic arithmetic = Arithmetic.of(BlasKind.NATIVE);
    System.out.println(
        arithmetic.fingerprint(Precision.FLOAT32) + " " + products32(arithmetic.multiply32()));
    System.out.println(
        arithmetic.fingerprint(Precision.FLOAT64) + " " + products64(arithmetic.multiply64()));
  }

  private static int products32(Multiply32 multiply) {
    Random random = new Random(1);
    int hash = 0;
    for (int i = 0; i < SHAPES; i++) {
      hash = 31 * hash + Arrays.hashCode(shape(random, i).with32(multiply));
    }
    return hash;
  }

  private static int products64(Multiply64 multiply) {
    Random random = new Random(1);
    int hash = 0;
    for (int i = 0; i < SHAPES; i++) {
      hash = 31 * hash + Arrays.hashCode(shape(random, i).with64(multiply));
    }
    return hash;
  }

  /** Of lengths that are about as often short as long. */
  private static Multiplication shape(Random random, int number) {
    return new Multiplication(
        number % 3 == 1,
        number % 3 == 2,
        length(random),
        length(random),
        length(random),
        number % 2,
        0);
  }

  private static int length(Random random) {
    return (int) Math.pow(LONGEST, random.nextDouble());
  }
}
