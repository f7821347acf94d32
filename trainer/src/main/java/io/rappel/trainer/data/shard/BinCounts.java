package io.rappel.trainer.data.shard;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How many bins columns have where nobody says: some, or one for each different number, where what
 * a number means has little to do with its neighbours. That is so where half of a column is one
 * number, such as amounts that are mostly 0, and where targets say so, as of whole numbers that are
 * codes: of schools, occupations, places.
 */
final class BinCounts {

  /** Different numbers beside the most frequent one, at the most. */
  private static final int MOST_RARE_NUMBERS = 128;

  private static final int MOST_CODES = 1_000;

  /** Of numbers times classes; more would take much of a small driver's memory. */
  private static final long MOST_SUMS = 1L << 20;

  /** On average, of those beside the most frequent one or of all. */
  private static final int ROWS_OF_A_NUMBER = 10;

  /**
   * Amounts may have fine structure that other columns have, too. All these limits were chosen by
   * the loss of validation rows; from F = 2 on means predict better than a spline of their column
   * alone.
   */
  private static final double LEAST_F_OF_AMOUNTS = 5;

  private static final double LEAST_F_OF_CODES = 2.5;

  /** From this share on of what numbers' means say a spline does not follow, they are codes. */
  private static final double LEAST_OWN_OF_CODES = 0.4;

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
            && (isMostlyOneNumber(starts, rows.length) || differ(column, rows, starts, bounds));
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
        && rows - longest >= (long) ROWS_OF_A_NUMBER * others;
  }

  private static int end(int[] starts, int rows, int number) {
    return number + 1 < starts.length ? starts[number + 1] : rows;
  }

  /** Whole numbers, between neighbours of which targets differ more than by chance. */
  private boolean differ(int column, double[][] rows, int[] starts, double[] bounds) {
    double[] numbers = Arrays.stream(starts).mapToDouble(row -> rows[row][column]).toArray();
    if (numbers.length > MOST_CODES
        || (long) numbers.length * classes > MOST_SUMS
        || rows.length < (long) ROWS_OF_A_NUMBER * numbers.length
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
        .anyMatch(BinCounts::isWorthABinEach);
  }

  private static boolean isWorthABinEach(LackOfFit.Result test) {
    boolean codes = test.own() >= LEAST_OWN_OF_CODES;
    return test.share() >= LEAST_SHARE
        && test.f() >= (codes ? LEAST_F_OF_CODES : LEAST_F_OF_AMOUNTS);
  }
}
