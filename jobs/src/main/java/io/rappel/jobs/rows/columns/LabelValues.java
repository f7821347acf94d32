package io.rappel.jobs.rows.columns;

import io.rappel.jobs.rows.cell.Cells;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.profile.ColumnProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;

/** What the cells of a label say. */
public final class LabelValues {

  /** The most classes that a label may have. */
  static final int MOST_CLASSES = 10_000;

  private final ColumnProfile cells;
  private final boolean findsTypes;
  private final boolean isText;

  /**
   * @param findsTypes whether text may be numbers, as in delimited files
   * @param isText whether the column is of text
   */
  public LabelValues(ColumnProfile cells, boolean findsTypes, boolean isText) {
    this.cells = cells;
    this.findsTypes = findsTypes;
    this.isText = isText;
  }

  /** Whether all cells are numbers; codes such as 007 are. */
  boolean isNumeric() {
    return cells.numbers() + cells.texts() > 0
        && (findsTypes || !isText || cells.texts() == 0)
        && !cells.hasTooManyLevels()
        && cells.levels().stream().allMatch(Cells::isNumber);
  }

  /** Whether all cells are true or false. */
  boolean isBoolean() {
    return cells.texts() > 0
        && cells.numbers() == 0
        && !cells.hasTooManyLevels()
        && cells.levels().stream().allMatch(Cells::isBoolean);
  }

  /** Whether some numbers are padded with zeros, as codes are. */
  boolean isPadded() {
    return cells.levels().stream().anyMatch(Cells::isPadded);
  }

  /** Whether some numbers are not integral. */
  boolean isFractional() {
    return cells.fractional() > 0;
  }

  /** Whether classes may be numbers, since all differ as such. */
  boolean areNumbers() {
    return isNumeric()
        && !isPadded()
        && (!findsTypes || values().stream().noneMatch(Cells::isBeyondDouble));
  }

  /** Whether there are more different values than classes may be. */
  boolean areTooMany() {
    return cells.hasTooManyNumbers()
        || cells.hasTooManyLevels()
        || cells.levels().size() + cells.differentNumbers().length > MOST_CLASSES;
  }

  /**
   * The different values, as they are written; numbers as usual unless each is written in one way.
   */
  Set<String> values() {
    if (areTooMany()) {
      return Set.of();
    }
    Map<String, String> written = new HashMap<>();
    boolean oneWay = true;
    for (String text : cells.spellings()) {
      oneWay &= written.put(Cells.canonical(text), text) == null;
    }
    Map<String, String> names = oneWay ? written : Map.of();
    Set<String> values = new TreeSet<>(cells.levels());
    DoubleStream.of(cells.differentNumbers())
        .mapToObj(Cell::textOf)
        .map(usual -> names.getOrDefault(usual, usual))
        .forEach(values::add);
    return values;
  }
}
