package io.rappel.trainer.math;

import dev.ludovic.netlib.blas.BLAS;
import java.io.IOException;

/**
 * A program that loads the native BLAS, says which it is, and lives until its input ends. With an
 * argument, netlib is in use before, as by MLlib, without a library of its own.
 */
final class NativeBlasProcess {

  private NativeBlasProcess() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      System.err.println(BLAS.getInstance().getClass());
    }
    Arithmetic arithmetic = Arithmetic.of(BlasKind.NATIVE);
    System.out.println(arithmetic.description());
    System.out.println(arithmetic.fingerprint(Precision.FLOAT32));
    System.in.read();
  }
}
