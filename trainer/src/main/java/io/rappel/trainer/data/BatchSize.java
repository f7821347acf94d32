package io.rappel.trainer.data;

/** How many rows a step uses: all, or about a number of them. */
public final class BatchSize {

  private static final int AUTO = -1;
  private static final int FULL = 0;
  private static final int LARGEST_AUTOMATIC = 128;
  private static final int SMALLEST_AUTOMATIC = 32;

  private final int rows;

  private BatchSize(int rows) {
    this.rows = rows;
  }

  /** All rows for L-BFGS; otherwise mini-batches of a size that suits the number of rows. */
  public static BatchSize auto() {
    return new BatchSize(AUTO);
  }

  /**
   * The size of mini-batches that suits a number of rows: from 32 to 128, so that an epoch has many
   * steps.
   */
  public static BatchSize automatic(long rows) {
    long power = Long.highestOneBit(Math.max(1, rows / 64));
    return of((int) Math.min(LARGEST_AUTOMATIC, Math.max(SMALLEST_AUTOMATIC, power)));
  }

  /** All rows. */
  public static BatchSize full() {
    return new BatchSize(FULL);
  }

  /** Mini-batches of about so many rows. */
  public static BatchSize of(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a batch needs at least 1 row, not " + rows);
    }
    return new BatchSize(rows);
  }

  /** Reads {@code auto}, {@code full} or a number of rows. */
  public static BatchSize parse(String text) {
    return switch (text) {
      case "auto" -> auto();
      case "full" -> full();
      default -> {
        try {
          yield of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "a batch is 'full' or a number of rows, not '" + text + "'", e);
        }
      }
    };
  }

  public boolean isAuto() {
    return rows == AUTO;
  }

  public boolean isFull() {
    return rows == FULL;
  }

  /** Rows of a mini-batch; neither auto nor full. */
  public int rows() {
    return rows;
  }

  @Override
  public String toString() {
    return rows == AUTO ? "auto" : rows == FULL ? "full" : Integer.toString(rows);
  }
}
