package io.rappel.trainer.math;

/**
 * Work on long vectors by all cores, in chunks of one fixed length: what each chunk gives, and the
 * order in which results are added up, do not depend on the cores. Short vectors stay on the
 * caller's thread.
 */
public final class Chunks {

  private static final int LENGTH = 1 << 13;

  /** So many partial sums at a time: the compiler vectorizes what is independent. */
  private static final int LANES = 256;

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
   * Σ a_i b_i over the entries [from, to), by interleaved partial sums in a fixed order: several
   * times as fast as one chain of additions, and the same bits every time.
   */
  public static double dot(double[] a, double[] b, int from, int to) {
    double[] lanes = new double[LANES];
    int whole = to - (to - from) % LANES;
    for (int start = from; start < whole; start += LANES) {
      for (int j = 0; j < LANES; j++) {
        lanes[j] += a[start + j] * b[start + j];
      }
    }
    double sum = 0;
    for (int i = whole; i < to; i++) {
      sum += a[i] * b[i];
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[half + j];
      }
    }
    return lanes[0] + sum;
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

  private static int count(int length) {
    return (int) ((length + LENGTH - 1L) / LENGTH);
  }

  private static int end(int chunk, int length) {
    return (int) Math.min(length, (chunk + 1L) * LENGTH);
  }
}
