package io.rappel.trainer.data.shard;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many bins columns have where nobody says: some, or one for each different number, where what
 * a number means has little to do with its neighbours. That is so where half of a column is one
 * number, such as amounts that are mostly 0, and where targets say so, as of whole numbers that are
 * codes.
 */
final class BinCounts {

  /** Different numbers beside the most frequent one, at the most. */
  private static final int MOST_RARE_NUMBERS = 128;

  private static final int ROWS_OF_A_RARE_NUMBER = 10;

  private static final int MOST_CODES = 1_000;

  private static final int ROWS_OF_A_CODE = 20;

  /** From 1 on an own mean for each number predicts better than a spline, of this column alone. */
  private static final double LEAST_F = 5;

  private static final double LEAST_SHARE = 0.02;

  private final int usual;
  private final int columns;
  private final int classes;

  /**
   * @param usual number of bins
   * @param columns of rows, after which their targets come and then their weight
   * @param classes of which the one target is an index; 0: targets are numbers
   */
  BinCounts(int usual, int columns, int classes) {
    this.usual = usual;
    this.columns = columns;
    this.classes = classes;
  }

  /**
   * The number of bins of a column.
   *
   * @param rows that have a number there, ascending by it
   * @param bounds of the usual bins
   */
  int of(int column, double[][] rows, double[] bounds) {
    int[] starts =
        IntStream.range(0, rows.length)
            .filter(row -> row == 0 || rows[row][column] != rows[row - 1][column])
            .toArray();
    boolean each =
        starts.length > usual + 1
            && (isMostlyOneNumber(starts, rows.length) || areCodes(column, rows, starts, bounds));
    return each ? starts.length - 1 : usual;
  }

  /** With enough rows of each other number. */
  private static boolean isMostlyOneNumber(int[] starts, int rows) {
    int longest =
        IntStream.range(0, starts.length)
            .map(i -> end(starts, rows, i) - starts[i])
            .max()
            .orElse(0);
    int others = starts.length - 1;
    return 2 * longest >= rows
        && others <= MOST_RARE_NUMBERS
        && rows - longest >= (long) ROWS_OF_A_RARE_NUMBER * others;
  }

  private static int end(int[] starts, int rows, int number) {
    return number + 1 < starts.length ? starts[number + 1] : rows;
  }

  /** Whole numbers, between neighbours of which targets differ more than by chance. */
  private boolean areCodes(int column, double[][] rows, int[] starts, double[] bounds) {
    double[] numbers = Arrays.stream(starts).mapToDouble(row -> rows[row][column]).toArray();
    if (numbers.length > MOST_CODES
        || rows.length < (long) ROWS_OF_A_CODE * numbers.length
        || Arrays.stream(numbers).anyMatch(number -> number != Math.rint(number))) {
      return false;
    }
    int targets = rows[0].length - 1 - columns;
    return IntStream.range(columns, columns + targets)
        .mapToObj(
            target ->
                classes > 0
                    ? LackOfFit.ofClasses(rows, starts, target, classes)
                    : LackOfFit.ofNumbers(rows, starts, target))
        .map(means -> means.against(numbers, bounds))
        .anyMatch(test -> test.f() >= LEAST_F && test.share() >= LEAST_SHARE);
  }
}
