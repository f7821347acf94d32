package io.rappel.trainer.math;

/**
 * Work on long vectors by all cores, in chunks of one fixed length: what each chunk gives, and the
 * order in which results are added up, do not depend on the cores. Short vectors stay on the
 * caller's thread.
 */
public final class Chunks {

  private static final int LENGTH = 1 << 13;

  private Chunks() {}

  /** Work on the entries [from, to) of vectors. */
  @FunctionalInterface
  public interface Work {
    void on(int from, int to);
  }

  /** A number found on the entries [from, to) of vectors. */
  @FunctionalInterface
  public interface Term {
    double on(int from, int to);
  }

  /**
   * Does work that is independent from entry to entry.
   *
   * @param length of the vectors
   */
  public static void each(int length, Work work) {
    if (length <= LENGTH) {
      work.on(0, length);
    } else {
      Team.run(
          count(length),
          Team.size(),
          (chunk, worker) -> work.on(chunk * LENGTH, end(chunk, length)));
    }
  }

  /**
   * Adds up the chunks' numbers, in the chunks' order.
   *
   * @param length of the vectors
   */
  public static double sum(int length, Term term) {
    if (length <= LENGTH) {
      return term.on(0, length);
    }
    double[] terms = new double[count(length)];
    Team.run(
        terms.length,
        Team.size(),
        (chunk, worker) -> terms[chunk] = term.on(chunk * LENGTH, end(chunk, length)));
    double sum = 0;
    for (double each : terms) {
      sum += each;
    }
    return sum;
  }

  /**
   * Rounds a vector to float32.
   *
   * @param narrow receives it
   * @return narrow
   */
  public static float[] narrow(double[] wide, float[] narrow) {
    each(
        wide.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            narrow[i] = (float) wide[i];
          }
        });
    return narrow;
  }

  /**
   * Widens a vector of float32, which is exact.
   *
   * @param wide receives it
   */
  public static void widen(float[] narrow, double[] wide) {
    each(
        narrow.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            wide[i] = narrow[i];
          }
        });
  }

  /** A vector in float64: the same array. */
  public static double[] wide(double[] vector) {
    return vector;
  }

  /** A vector in float64: a copy. */
  public static double[] wide(float[] vector) {
    double[] wide = new double[vector.length];
    widen(vector, wide);
    return wide;
  }

  /** Puts a vector into another one. */
  public static void copy(double[] from, double[] to) {
    System.arraycopy(from, 0, to, 0, to.length);
  }

  /** Puts a vector, rounded, into another one. */
  public static void copy(double[] from, float[] to) {
    narrow(from, to);
  }

  private static int count(int length) {
    return (int) ((length + LENGTH - 1L) / LENGTH);
  }

  private static int end(int chunk, int length) {
    return (int) Math.min(length, (chunk + 1L) * LENGTH);
  }
}
