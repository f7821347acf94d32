package io.rappel.jobs.rows;

import io.rappel.trainer.data.Scaling;
import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/**
 * What one pass finds out about a column: counts of kinds of cells, and of a label its different
 * values, up to one more than a classification may have. Adding cells and merging profiles in any
 * order gives the same.
 */
final class ColumnProfile implements Serializable {

  /** The most classes that a label may have. */
  static final int MOST_CLASSES = 10_000;

  private static final long serialVersionUID = 1L;

  private final boolean typesToFind;
  private final boolean keepsValues;
  private final HashSet<String> values = new HashSet<>();
  private boolean tooManyValues;
  private long missing;
  private long text;
  private long booleans;
  private long numbers;
  private long notFinite;
  private long negative;
  private long positive;
  private long tooLarge;
  private long fractional;
  private long longs;
  private long codes;
  private long padded;
  private long smallest = Long.MAX_VALUE;
  private long largest = Long.MIN_VALUE;
  private long sum;
  private long sumOfSquares;

  /**
   * @param typesToFind whether text may be numbers or booleans, as in delimited files
   * @param keepsValues whether different values are wanted
   */
  ColumnProfile(boolean typesToFind, boolean keepsValues) {
    this.typesToFind = typesToFind;
    this.keepsValues = keepsValues;
  }

  void add(Object cell) {
    if (Cells.isMissing(cell)) {
      missing++;
      return;
    }
    if (cell instanceof Number number) {
      addNumber(number.doubleValue());
    } else if (cell instanceof Boolean) {
      booleans++;
    } else {
      addText(cell.toString());
    }
    if (keepsValues && !tooManyValues) {
      addValue(cell instanceof Number n ? Cells.canonical(n) : cell.toString());
    }
  }

  private void addText(String cell) {
    if (typesToFind && Cells.isNumber(cell)) {
      addNumber(Cells.parse(cell));
      longs += Cells.isCanonicalLong(cell) ? 1 : 0;
      codes += Cells.isCode(cell) ? 1 : 0;
      padded += Cells.isPadded(cell) ? 1 : 0;
    } else if (typesToFind && Cells.isBoolean(cell)) {
      booleans++;
    } else {
      text++;
    }
  }

  private void addNumber(double number) {
    numbers++;
    notFinite += Double.isFinite(number) ? 0 : 1;
    negative += number < 0 ? 1 : 0;
    positive += number > 0 ? 1 : 0;
    tooLarge += Math.abs(number) > Scaling.LARGEST_TARGET ? 1 : 0;
    if (number == Math.rint(number)) {
      addInteger((long) number);
    } else {
      fractional++;
    }
  }

  /** Sums that overflow are right but for multiples of 2⁶⁴, and are compared as such. */
  private void addInteger(long number) {
    smallest = Math.min(smallest, number);
    largest = Math.max(largest, number);
    sum += number;
    sumOfSquares += number * number;
  }

  private void addValue(String value) {
    values.add(value);
    if (values.size() > MOST_CLASSES) {
      tooManyValues = true;
      values.clear();
    }
  }

  void merge(ColumnProfile other) {
    missing += other.missing;
    text += other.text;
    booleans += other.booleans;
    numbers += other.numbers;
    notFinite += other.notFinite;
    negative += other.negative;
    positive += other.positive;
    tooLarge += other.tooLarge;
    fractional += other.fractional;
    longs += other.longs;
    codes += other.codes;
    padded += other.padded;
    smallest = Math.min(smallest, other.smallest);
    largest = Math.max(largest, other.largest);
    sum += other.sum;
    sumOfSquares += other.sumOfSquares;
    tooManyValues |= other.tooManyValues;
    if (tooManyValues) {
      values.clear();
    } else {
      other.values.forEach(this::addValue);
    }
  }

  /** Whether text may be numbers or booleans. */
  boolean findsTypes() {
    return typesToFind;
  }

  /** Whether all cells that are there are numbers. */
  boolean isNumeric() {
    return text == 0 && booleans == 0 && numbers > 0;
  }

  /** Whether all cells that are there are true or false. */
  boolean isBoolean() {
    return text == 0 && numbers == 0 && booleans > 0;
  }

  /** Whether some cells are text, or numbers and booleans are mixed. */
  boolean isText() {
    return text > 0 || booleans > 0 && numbers > 0;
  }

  /** Whether all cells are numbers as longs are printed. */
  boolean isLongs() {
    return isNumeric() && longs == numbers;
  }

  /** Whether all cells are numbers that lose nothing by being read as such, unlike 007. */
  boolean isDoubles() {
    return isNumeric() && codes == 0;
  }

  /** Whether all cells are integers. */
  boolean isIntegral() {
    return isNumeric() && fractional == 0 && notFinite == 0;
  }

  /**
   * Whether cells are consecutive integers, each once, in any order: as many as from the smallest
   * to the largest, with the sum and the sum of squares of these.
   */
  boolean isConsecutive() {
    if (!isIntegral() || missing > 0 || largest - smallest != numbers - 1) {
      return false;
    }
    long expected = 0;
    long expectedSquares = 0;
    for (long row = 0; row < numbers; row++) {
      long number = smallest + row;
      expected += number;
      expectedSquares += number * number;
    }
    return sum == expected && sumOfSquares == expectedSquares;
  }

  /** Whether some numbers are padded with zeros, as codes are. */
  boolean isPadded() {
    return padded > 0;
  }

  /** How many cells are numbers. */
  long count() {
    return numbers;
  }

  long missing() {
    return missing;
  }

  /** Infinite numbers and NaN. */
  long notFinite() {
    return notFinite;
  }

  long negative() {
    return negative;
  }

  long positive() {
    return positive;
  }

  /** Numbers that are too large for labels and weights. */
  long tooLarge() {
    return tooLarge;
  }

  /** Numbers that are not integral; NaN is one of them. */
  long fractional() {
    return fractional;
  }

  /** Whether there are more different values than classes may be. */
  boolean hasTooManyValues() {
    return tooManyValues;
  }

  /** The different values as they are written; empty where there are too many. */
  Set<String> values() {
    return values;
  }
}
