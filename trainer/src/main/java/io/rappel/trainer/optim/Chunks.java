package io.rappel.trainer.optim;

import java.util.stream.IntStream;

/**
 * Work on long vectors by all cores, in chunks of one fixed length: what each chunk gives, and the
 * order in which results are added up, do not depend on the cores. Short vectors stay on the
 * caller's thread.
 */
public final class Chunks {

  private static final int LENGTH = 1 << 14;

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
      IntStream.range(0, count(length))
          .parallel()
          .forEach(chunk -> work.on(chunk * LENGTH, end(chunk, length)));
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
    IntStream.range(0, terms.length)
        .parallel()
        .forEach(chunk -> terms[chunk] = term.on(chunk * LENGTH, end(chunk, length)));
    double sum = 0;
    for (double each : terms) {
      sum += each;
    }
    return sum;
  }

  /**
   * Σ a_i b_i over the entries [from, to), by four interleaved partial sums in a fixed order: four
   * times as fast as one chain of additions, and the same bits every time.
   */
  public static double dot(double[] a, double[] b, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int whole = from + ((to - from) & ~3);
    for (int i = from; i < whole; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (int i = whole; i < to; i++) {
      s0 += a[i] * b[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static int count(int length) {
    return (int) ((length + LENGTH - 1L) / LENGTH);
  }

  private static int end(int chunk, int length) {
    return (int) Math.min(length, (chunk + 1L) * LENGTH);
  }
}
