package io.rappel.trainer.data;

import io.rappel.trainer.math.Mix;
import java.io.Serializable;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one pass finds out about the cells of a column. Adding cells and merging profiles in any
 * order gives the same.
 */
public final class ColumnProfile implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The most different numbers that are kept of a column whose numbers are wanted. */
  public static final int MOST_NUMBERS = 10_000;

  private final boolean keepsNumbers;
  private long missing;
  private long numbers;
  private long texts;
  private long booleans;
  private long negative;
  private long fractional;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private final ValueSample sample = new ValueSample();
  private final TreeSet<String> levels = new TreeSet<>();
  private boolean tooManyLevels;
  private final TreeSet<Double> values = new TreeSet<>();
  private boolean tooManyValues;

  /**
   * A profile of no cells.
   *
   * @param keepsNumbers whether different numbers are wanted, as of labels
   */
  public ColumnProfile(boolean keepsNumbers) {
    this.keepsNumbers = keepsNumbers;
  }

  /**
   * Adds a column of a batch.
   *
   * @param dictionary of the cells that are texts; null: none is
   */
  void add(long[] cells, Texts dictionary, int rows) {
    if (dictionary == null) {
      for (int i = 0; i < rows; i++) {
        addNumber(cells[i]);
      }
      return;
    }
    boolean[] seen = new boolean[dictionary.size()];
    for (int i = 0; i < rows; i++) {
      if (Cell.isText(cells[i])) {
        int code = Cell.code(cells[i]);
        texts++;
        sample.add(dictionary.hash(code));
        booleans += isBoolean(dictionary.text(code)) ? 1 : 0;
        if (!seen[code]) {
          seen[code] = true;
          addLevel(dictionary.text(code));
        }
      } else {
        addNumber(cells[i]);
      }
    }
  }

  private static boolean isBoolean(String text) {
    return text.equals("true") || text.equals("false");
  }

  private void addNumber(long cell) {
    double value = Cell.value(cell);
    if (value != value) {
      missing++;
      return;
    }
    numbers++;
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    if (value < 0) {
      negative++;
    }
    if (value != Math.rint(value)) {
      fractional++;
    } else if (fractional == 0) {
      sample.add(Mix.mix(cell));
    }
    if (keepsNumbers && !tooManyValues) {
      addValue(value);
    }
  }

  private void addLevel(String text) {
    if (!tooManyLevels) {
      levels.add(text);
      if (levels.size() > Texts.MOST) {
        tooManyLevels = true;
        levels.clear();
      }
    }
  }

  private void addValue(double value) {
    values.add(value);
    if (values.size() > MOST_NUMBERS) {
      tooManyValues = true;
      values.clear();
    }
  }

  void merge(ColumnProfile other) {
    missing += other.missing;
    numbers += other.numbers;
    texts += other.texts;
    booleans += other.booleans;
    negative += other.negative;
    fractional += other.fractional;
    minimum = Math.min(minimum, other.minimum);
    maximum = Math.max(maximum, other.maximum);
    sample.merge(other.sample);
    tooManyLevels |= other.tooManyLevels;
    tooManyValues |= other.tooManyValues;
    if (tooManyLevels) {
      levels.clear();
    } else {
      other.levels.forEach(this::addLevel);
    }
    if (tooManyValues) {
      values.clear();
    } else {
      other.values.forEach(this::addValue);
    }
  }

  public long missing() {
    return missing;
  }

  /** Cells that are numbers, infinite ones among them. */
  public long numbers() {
    return numbers;
  }

  /** Cells that are texts, {@code true} and {@code false} among them. */
  public long texts() {
    return texts;
  }

  /** Cells that are the texts {@code true} and {@code false}. */
  public long booleans() {
    return booleans;
  }

  /** Numbers below 0. */
  public long negative() {
    return negative;
  }

  /** Numbers that are not integral. */
  public long fractional() {
    return fractional;
  }

  /** The smallest number; +∞: there is none. */
  public double minimum() {
    return minimum;
  }

  /** The largest number; −∞: there is none. */
  public double maximum() {
    return maximum;
  }

  /** Whether some number is infinite. */
  public boolean hasInfinite() {
    return numbers > 0 && (Double.isInfinite(minimum) || Double.isInfinite(maximum));
  }

  /**
   * Different values to rows that have one, estimated where they are many; of a column with numbers
   * that are not integral, of no meaning.
   */
  public double differentShare() {
    return sample.differentShare();
  }

  /** The different texts by their characters; empty where there are too many. */
  public Set<String> levels() {
    return levels;
  }

  /** Whether there are more different texts than are told apart. */
  public boolean hasTooManyLevels() {
    return tooManyLevels;
  }

  /** The different numbers where they are wanted; empty where there are too many. */
  public Set<Double> values() {
    return values;
  }

  /** Whether there are more different numbers than are kept. */
  public boolean hasTooManyValues() {
    return tooManyValues;
  }
}
