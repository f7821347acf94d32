package io.rappel.trainer.data.profile;

import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.Texts;
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

  private static final int SECONDS_OF_DAY = 24 * 60 * 60;

  private long missing;
  private long numbers;
  private long texts;
  private long booleans;
  private long writtenNumbers;
  private long writtenDates;
  private long moments;
  private boolean timed;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;
  private long negative;
  private long fractional;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;
  private final ValueSample sample = new ValueSample();
  private final TreeSet<String> levels = new TreeSet<>();
  private boolean tooManyLevels;
  private final TreeSet<String> spellings = new TreeSet<>();
  private final int mostNumbers;
  private final NumberSet different;

  /**
   * A profile of no cells.
   *
   * @param mostNumbers different numbers that are kept
   */
  public ColumnProfile(int mostNumbers) {
    this.mostNumbers = mostNumbers;
    this.different = new NumberSet(mostNumbers);
  }

  /**
   * Adds a column of a batch.
   *
   * @param dictionary of the cells that are texts; null: none is
   */
  public void add(long[] cells, Texts dictionary, int rows) {
    if (dictionary == null) {
      addNumbers(cells, rows);
      return;
    }
    Writing[] seen = new Writing[dictionary.size()];
    long[] other = new long[rows];
    int others = 0;
    for (int i = 0; i < rows; i++) {
      if (Cell.isText(cells[i])) {
        int code = Cell.code(cells[i]);
        texts++;
        sample.add(dictionary.hash(code));
        booleans += isBoolean(dictionary.text(code)) ? 1 : 0;
        if (seen[code] == null) {
          seen[code] = Writing.of(dictionary.text(code));
          addLevel(dictionary.text(code));
        }
        writtenNumbers += seen[code] == Writing.NUMBER ? 1 : 0;
        writtenDates += seen[code] == Writing.DATE ? 1 : 0;
      } else {
        other[others++] = cells[i];
      }
    }
    addNumbers(other, others);
  }

  private static boolean isBoolean(String text) {
    return text.equals("true") || text.equals("false");
  }

  private void addNumbers(long[] cells, int rows) {
    double least = minimum;
    double most = maximum;
    for (int i = 0; i < rows; i++) {
      double value = Cell.value(cells[i]);
      if (value == value) {
        numbers++;
        least = Math.min(least, value);
        most = Math.max(most, value);
        negative += value < 0 ? 1 : 0;
        if (value != Math.rint(value)) {
          fractional++;
        } else if (fractional == 0) {
          sample.add(Mix.mix(cells[i]));
        }
      } else {
        addOther(cells[i]);
      }
    }
    minimum = least;
    maximum = most;
    for (int i = 0; i < rows && !different.overflown(); i++) {
      if (Cell.isNumber(cells[i])) {
        different.add(cells[i]);
      }
    }
  }

  private void addOther(long cell) {
    if (Cell.isMissing(cell)) {
      missing++;
    } else {
      moments++;
      long seconds = Cell.seconds(cell);
      timed |= Math.floorMod(seconds, SECONDS_OF_DAY) != 0;
      earliest = Math.min(earliest, seconds);
      latest = Math.max(latest, seconds);
      sample.add(Mix.mix(cell));
    }
  }

  /** Adds other ways in which numbers are written than their usual texts. */
  void addSpellings(Set<String> texts) {
    for (String text : texts) {
      if (spellings.size() <= mostNumbers) {
        spellings.add(text);
      }
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

  void merge(ColumnProfile other) {
    missing += other.missing;
    numbers += other.numbers;
    texts += other.texts;
    booleans += other.booleans;
    writtenNumbers += other.writtenNumbers;
    writtenDates += other.writtenDates;
    moments += other.moments;
    timed |= other.timed;
    earliest = Math.min(earliest, other.earliest);
    latest = Math.max(latest, other.latest);
    negative += other.negative;
    fractional += other.fractional;
    minimum = Math.min(minimum, other.minimum);
    maximum = Math.max(maximum, other.maximum);
    sample.merge(other.sample);
    tooManyLevels |= other.tooManyLevels;
    if (tooManyLevels) {
      levels.clear();
    } else {
      other.levels.forEach(this::addLevel);
    }
    addSpellings(other.spellings);
    different.merge(other.different);
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

  /** Whether all texts are numbers with signs or separators of thousands. */
  public boolean hasWrittenNumbers() {
    return texts > 0 && writtenNumbers == texts;
  }

  /** Whether all texts are dates in another form than ISO 8601. */
  public boolean hasWrittenDates() {
    return texts > 0 && writtenDates == texts;
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

  /** A limit that the hashes of a share of the different texts are below. */
  public long hashLimit(double share) {
    return sample.limit(share);
  }

  /** The different texts by their characters; empty where there are too many. */
  public Set<String> levels() {
    return levels;
  }

  /** Whether there are more different texts than are told apart. */
  public boolean hasTooManyLevels() {
    return tooManyLevels;
  }

  /** Cells that are moments. */
  public long moments() {
    return moments;
  }

  /** Whether some moment has a time of day. */
  public boolean timed() {
    return timed;
  }

  /** The earliest moment, in seconds since the beginning of 1970; where there is one. */
  public long earliest() {
    return earliest;
  }

  /** The latest moment, in seconds since the beginning of 1970; where there is one. */
  public long latest() {
    return latest;
  }

  /** The different numbers, ascending; none where there are more than are kept. */
  public double[] differentNumbers() {
    return different.toArray();
  }

  /** Whether there are more different numbers than are kept. */
  public boolean hasTooManyNumbers() {
    return different.overflown();
  }

  /** Ways in which numbers are written, where these are not their usual texts. */
  public Set<String> spellings() {
    return spellings;
  }
}
