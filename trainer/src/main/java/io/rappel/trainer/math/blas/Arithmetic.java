package io.rappel.trainer.math.blas;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.rappel.trainer.math.Precision;
import java.util.EnumMap;
import java.util.Map;

/**
 * The one arithmetic of a run: who multiplies, with a fingerprint of what it computes. Two JVMs
 * with the same fingerprint give the same bits for the same unit of work. One of a kind in a JVM.
 */
public final class Arithmetic {

  private static final Map<BlasKind, Arithmetic> INSTANCES = new EnumMap<>(BlasKind.class);
  private static Arithmetic fastest;

  private final BlasKind kind;
  private final String description;
  private final Multiply64 multiply64;
  private final Multiply32 multiply32;
  private final Map<Precision, String> fingerprints = new EnumMap<>(Precision.class);

  private Arithmetic(
      BlasKind kind, String description, Multiply64 multiply64, Multiply32 multiply32) {
    this.kind = kind;
    this.description = description;
    this.multiply64 = multiply64;
    this.multiply32 = multiply32;
  }

  /**
   * The arithmetic of that kind.
   *
   * @param kind null: the fastest that this JVM has
   * @throws UnsupportedOperationException if this JVM does not have that kind; the message says why
   */
  public static synchronized Arithmetic of(BlasKind kind) {
    if (kind != null) {
      return INSTANCES.computeIfAbsent(kind, k -> create(k, ""));
    }
    if (fastest == null) {
      fastest = fastest();
    }
    return fastest;
  }

  private static Arithmetic fastest() {
    try {
      return of(BlasKind.NATIVE);
    } catch (UnsupportedOperationException e) {
      return create(
          isVectorized(JavaBLAS.getInstance()) ? BlasKind.JAVA : BlasKind.EJML,
          "; not native, as " + e.getMessage());
    }
  }

  private static Arithmetic create(BlasKind kind, String note) {
    return switch (kind) {
      case NATIVE -> {
        NativeBlas loaded = NativeBlas.load();
        yield netlib(kind, loaded.blas(), loaded.description());
      }
      case JAVA -> netlib(kind, JavaBLAS.getInstance(), nameOfJava() + note);
      case EJML -> new Arithmetic(kind, "EJML" + note, new EjmlMultiply64(), new EjmlMultiply32());
    };
  }

  private static Arithmetic netlib(BlasKind kind, BLAS blas, String name) {
    return new Arithmetic(kind, name, new NetlibMultiply64(blas), new NetlibMultiply32(blas));
  }

  private static String nameOfJava() {
    BLAS blas = JavaBLAS.getInstance();
    String name = "netlib " + blas.getClass().getSimpleName();
    return isVectorized(blas)
        ? name
        : name + " (slow: the JVM was started without --add-modules=jdk.incubator.vector)";
  }

  private static boolean isVectorized(BLAS blas) {
    return blas.getClass().getSimpleName().equals("VectorBLAS");
  }

  public BlasKind kind() {
    return kind;
  }

  /** Who multiplies, for people; where the fastest was asked for and is not native, also why. */
  public String description() {
    return description;
  }

  public Multiply64 multiply64() {
    return multiply64;
  }

  public Multiply32 multiply32() {
    return multiply32;
  }

  /** The fingerprint of this JVM's arithmetic in that precision; computed once. */
  public synchronized String fingerprint(Precision precision) {
    boolean blocks = kind != BlasKind.EJML;
    return fingerprints.computeIfAbsent(
        precision,
        p ->
            p == Precision.FLOAT32
                ? Fingerprint32.of(multiply32, blocks)
                : Fingerprint64.of(multiply64, blocks));
  }
}
