package io.rappel.trainer.math.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import io.rappel.trainer.math.Precision;
import java.io.IOException;
import java.util.List;

/**
 * A program that loads the native BLAS, says which it is, and lives until its input ends. With the
 * argument {@code without}, netlib is in use before, as by MLlib, without a library of its own;
 * with {@code with}, it has one.
 */
final class NativeBlasProcess {

  private NativeBlasProcess() {}

  public static void main(String[] arguments) throws IOException {
    if (List.of(arguments).contains("with")) {
      useWithLibrary();
    }
    if (arguments.length > 0) {
      System.err.println(BLAS.getInstance().getClass());
    }
    Arithmetic arithmetic = Arithmetic.of(BlasKind.NATIVE);
    System.out.println(arithmetic.description());
    System.out.println(arithmetic.fingerprint(Precision.FLOAT32));
    System.in.read();
  }

  private static void useWithLibrary() throws IOException {
    String property = "dev.ludovic.netlib.blas.nativeLibPath";
    try (NativeLibraries libraries = new NativeLibraries()) {
      System.setProperty(property, OpenBlasFiles.ofThisPlatform().load(libraries).toString());
      NativeBLAS.getInstance();
      System.clearProperty(property);
    }
  }
}
