package io.rappel.trainer.data.batch;

import java.math.BigDecimal;

/** How many rows a step uses: all, about a number of them, or about a share of them. */
public final class BatchSize {

  private static final int LARGEST_AUTOMATIC = 128;
  private static final int SMALLEST_AUTOMATIC = 32;

  private enum Kind {
    AUTO,
    FULL,
    ROWS,
    PERCENT
  }

  private final Kind kind;
  private final double amount;

  private BatchSize(Kind kind, double amount) {
    this.kind = kind;
    this.amount = amount;
  }

  /** All rows for L-BFGS; otherwise mini-batches of a size that suits the number of rows. */
  public static BatchSize auto() {
    return new BatchSize(Kind.AUTO, 0);
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
    return new BatchSize(Kind.FULL, 0);
  }

  /** Mini-batches of about so many rows. */
  public static BatchSize of(int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a batch needs at least 1 row, not " + rows);
    }
    return new BatchSize(Kind.ROWS, rows);
  }

  /** Mini-batches of about that percentage of the rows to train on. */
  public static BatchSize percent(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(
          "a batch is more than 0 and at most 100 percent of the rows, not " + percent);
    }
    return new BatchSize(Kind.PERCENT, percent);
  }

  /** Reads {@code auto}, {@code full}, a number of rows, or a percentage such as {@code 5%}. */
  public static BatchSize parse(String text) {
    return switch (text) {
      case "auto" -> auto();
      case "full" -> full();
      default -> {
        try {
          yield text.endsWith("%")
              ? percent(Double.parseDouble(text.substring(0, text.length() - 1)))
              : of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException(
              "a batch is 'full', a number of rows or a percentage such as 5%, not '" + text + "'",
              e);
        }
      }
    };
  }

  public boolean isAuto() {
    return kind == Kind.AUTO;
  }

  public boolean isFull() {
    return kind == Kind.FULL;
  }

  /**
   * Rows of a mini-batch; neither auto nor full.
   *
   * @param all rows to train on
   */
  long rows(long all) {
    return kind == Kind.ROWS ? (long) amount : Math.max(1, Math.round(amount / 100 * all));
  }

  @Override
  public String toString() {
    return switch (kind) {
      case AUTO -> "auto";
      case FULL -> "full";
      case ROWS -> Long.toString((long) amount);
      case PERCENT -> BigDecimal.valueOf(amount).stripTrailingZeros().toPlainString() + "%";
    };
  }
}
