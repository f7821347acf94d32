package io.rappel.trainer.data;

import java.util.stream.IntStream;

/** Divides work on columns among threads. */
public final class ColumnRanges {

  /** Fewer columns are not worth a thread. */
  private static final int FEWEST = 4;

  private ColumnRanges() {}

  /** Work on some columns, which touches nothing that belongs to others. */
  @FunctionalInterface
  public interface Work {
    /**
     * @param part which of the ranges it is
     * @param from the first column
     * @param to the column behind the last
     */
    void of(int part, int from, int to);
  }

  /** How many ranges columns are divided into for so many threads. */
  public static int parts(int columns, int threads) {
    return Math.max(1, Math.min(threads, columns / FEWEST));
  }

  /** Does work on all columns, in as many threads as there are {@link #parts}. */
  public static void forEach(int columns, int threads, Work work) {
    int parts = parts(columns, threads);
    if (parts == 1) {
      work.of(0, 0, columns);
      return;
    }
    IntStream.range(0, parts)
        .parallel()
        .forEach(p -> work.of(p, first(columns, p, parts), first(columns, p + 1, parts)));
  }

  private static int first(int columns, int part, int parts) {
    return (int) ((long) columns * part / parts);
  }
}
