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
      addValue(cell instanceof Number n ? Cells.canonical(n.doubleValue()) : cell.toString());
    }
  }

  private void addText(String cell) {
    if (typesToFind && Cells.isNumber(cell)) {
      addNumber(Cells.parse(cell));
      longs += Cells.isCanonicalLong(cell) ? 1 : 0;
      codes += Cells.isCode(cell) ? 1 : 0;
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
    fractional += number == Math.rint(number) ? 0 : 1;
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
    tooManyValues |= other.tooManyValues;
    if (tooManyValues) {
      values.clear();
    } else {
      other.values.forEach(this::addValue);
    }
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
