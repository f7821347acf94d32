package io.rappel.trainer.math;

import java.io.IOException;

/** A program that loads the native BLAS, says which it is, and lives until its input ends. */
final class NativeBlasProcess {

  private NativeBlasProcess() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println(Arithmetic.of(BlasKind.NATIVE).description());
    System.in.read();
  }
}
