package io.rappel.trainer.math.blas;

import java.util.Locale;

/** Who multiplies matrices. */
public enum BlasKind {
  /** The bundled OpenBLAS in native code, or the library that the user names, through netlib. */
  NATIVE,
  /**
   * Netlib's multiply in Java, with the JVM's vector instructions where the JVM was started with
   * them.
   */
  JAVA,
  /** EJML's multiply: slower, with the same bits on every processor. */
  EJML;

  /** The name on the command line and in files, such as {@code native}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
