package io.rappel.jobs.rows.survey;

import io.rappel.jobs.rows.batch.BatchColumns;
import io.rappel.jobs.rows.cell.Cells;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.jobs.rows.columns.ClassIndex;
import io.rappel.jobs.rows.columns.ColumnNames;
import io.rappel.jobs.rows.columns.FeatureKinds;
import io.rappel.jobs.rows.columns.GapFilter;
import io.rappel.jobs.rows.order.RowMatches;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.text.Sentences;
import io.rappel.jobs.text.Shell;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * Turns what a pass found out about a table into errors that name column, count and the first row
 * at fault. Problems are collected, and told together.
 */
public final class TableCheck {

  private final RowSource source;
  private final TableProfile profile;
  private final TextCells texts;
  private final List<String> columns;
  private final Map<String, Integer> positions = new HashMap<>();
  private final Problems problems;

  /**
   * @param profile of the rows
   * @param read how their cells were read
   */
  public TableCheck(RowSource source, TableProfile profile, BatchColumns read) {
    this.source = source;
    this.problems = new Problems(source);
    this.profile = profile;
    this.texts = read.texts();
    this.columns = List.of(source.schema().fieldNames());
    for (int i = 0; i < columns.size(); i++) {
      positions.put(columns.get(i), i);
    }
  }

  /**
   * @throws DataException if there are no rows, or some have too few or too many cells, or text
   *     that cannot be decoded
   */
  public void rows() {
    if (profile.suspect() || profile.malformed() > 0) {
      source.requireDecodable();
    }
    if (profile.malformed() > 0) {
      int width = columns.size();
      RowMatches found =
          source.find(List.of(row -> row.isNullAt(width) ? null : row.getString(width))).get(0);
      throw new DataException(
          "%s: %s does not have the %d cells of the header: %s"
              .formatted(
                  Sentences.count(found.count(), "malformed row"),
                  found.place(),
                  width,
                  Sentences.shortened(found.value())));
    }
    if (profile.rows() == 0) {
      throw new DataException(
          source + (source.findsTypes() ? " has a header but no rows" : " has no rows"));
    }
  }

  /** Features of a training. */
  public void features(FeatureKinds kinds) {
    kinds
        .problems()
        .forEach(
            (column, problem) -> {
              switch (problem) {
                case INFINITE -> infinite(column);
                case MIXED -> mixed(column);
                case MIXED_DATES -> mixedDates(column);
                case TOO_MANY_LEVELS ->
                    problems.add(
                        "column '%s' has more than 100,000 different texts, too many for a category: %s"
                            .formatted(column, excluding(column)));
              }
            });
  }

  private static String excluding(String column) {
    return "leave it out with --exclude " + Shell.quote(ColumnNames.listed(List.of(column)));
  }

  private void infinite(String column) {
    cells(
        column,
        cell -> Cell.isNumber(cell) && Double.isInfinite(Cell.value(cell)),
        found -> found.cells(column, "that is infinite", "that are infinite"));
  }

  private void mixed(String column) {
    cells(
        column,
        cell -> !Cell.isNumber(cell) && !Cell.isMissing(cell),
        found ->
            "%s: if that stands for a missing cell, give --missing %s; if the column's numbers are codes, --categories %s; or %s"
                .formatted(
                    notNumbers(column, found),
                    Shell.quote(found.value().trim()),
                    Shell.quote(ColumnNames.listed(List.of(column))),
                    excluding(column)));
  }

  private static String notNumbers(String column, RowMatches found) {
    return found.cells(column, "that is not a number", "that are not numbers");
  }

  private void mixedDates(String column) {
    cells(
        column,
        cell -> !Cell.isMoment(cell) && !Cell.isMissing(cell),
        found ->
            "%s: if that stands for a missing cell, give --missing %s; if it is written otherwise, --date-format; or %s"
                .formatted(
                    found.cells(
                        column, "that is no date among dates", "that are no dates among dates"),
                    Shell.quote(found.value().trim()),
                    excluding(column)));
  }

  /** Features of rows that a model of these features is to be applied to. */
  public void knownFeatures(List<FeatureSpec> specs) {
    for (int j = 0; j < specs.size(); j++) {
      String column = specs.get(j).name();
      ColumnProfile cells = profile.feature(j);
      switch (specs.get(j).kind()) {
        case NUMBER -> number(column, cells);
        case BOOLEAN -> truth(column, cells);
        case DATE -> date(column, cells);
        case CATEGORY -> {
          if (cells.moments() > 0) {
            cells(
                column,
                Cell::isMoment,
                found ->
                    found.cells(column, "that is a date", "that are dates")
                        + ", where the model has a category");
          }
        }
      }
    }
  }

  private void number(String column, ColumnProfile cells) {
    if (cells.texts() + cells.moments() > 0) {
      cells(
          column,
          cell -> !Cell.isNumber(cell) && !Cell.isMissing(cell),
          found -> notNumbers(column, found));
    }
    if (cells.hasInfinite()) {
      infinite(column);
    }
  }

  private void truth(String column, ColumnProfile cells) {
    boolean others = cells.numbers() > 0 && (cells.minimum() < 0 || cells.maximum() > 1);
    if (cells.texts() > cells.booleans() || cells.moments() > 0 || others) {
      problems.add(
          new CellFaults.NoTruth(positions.get(column), texts),
          found ->
              found.cells(
                  column, "that is neither true nor false", "that are neither true nor false"));
    }
  }

  private void date(String column, ColumnProfile cells) {
    if (cells.texts() + cells.numbers() > 0) {
      cells(
          column,
          cell -> !Cell.isMoment(cell) && !Cell.isMissing(cell),
          found -> found.cells(column, "that is no date", "that are no dates"));
    }
  }

  /**
   * A label or weight that must be there.
   *
   * @param dropping how to leave such rows out; null: they must be there
   */
  public boolean present(String column, ColumnProfile cells, GapFilter dropping) {
    if (cells.missing() > 0) {
      cells(column, Cell::isMissing, found -> missing(column, found, cells, dropping));
    }
    return cells.missing() == 0;
  }

  private String missing(String column, RowMatches found, ColumnProfile cells, GapFilter dropping) {
    String how =
        dropping == null || cells.missing() == profile.rows()
            ? ""
            : ": drop such rows with " + dropping.option(List.of(column));
    return "column '%s' has %s, the first in %s%s"
        .formatted(column, Sentences.count(found.count(), "missing cell"), found.place(), how);
  }

  /** A label of numbers. */
  public void target(String column, ColumnProfile cells) {
    boolean onlyNumbers =
        !cells.hasTooManyLevels()
            && cells.levels().stream()
                .allMatch(text -> Cells.isNumber(text) || Cells.isBoolean(text));
    if (!onlyNumbers || cells.moments() > 0) {
      problems.add(
          new CellFaults.NoNumber(positions.get(column), texts),
          found -> notNumbers(column, found));
    }
    large(column, cells);
  }

  private void large(String column, ColumnProfile cells) {
    if (cells.hasInfinite()) {
      infinite(column);
    } else if (cells.numbers() > 0
        && Math.max(-cells.minimum(), cells.maximum()) > Scaling.LARGEST_TARGET) {
      cells(
          column,
          cell -> Math.abs(Cell.value(cell)) > Scaling.LARGEST_TARGET,
          found ->
              found.cells(column, "that is too large", "that are too large")
                  + String.format(Locale.ROOT, "; %.2g is the largest", Scaling.LARGEST_TARGET));
    }
  }

  /** A column of weights. */
  public void weights(String column, GapFilter dropping) {
    ColumnProfile cells = profile.weights();
    if (cells.missing() > 0) {
      cells(
          column,
          cell -> !Cell.isNumber(cell),
          found ->
              found.value().isBlank()
                  ? missing(column, found, cells, dropping)
                  : notNumbers(column, found));
    }
    large(column, cells);
    if (cells.negative() > 0) {
      cells(
          column,
          cell -> Cell.value(cell) < 0,
          found -> "weight " + found.cells(column, "that is negative", "that are negative"));
    } else if (cells.missing() == 0 && cells.maximum() == 0) {
      problems.add(
          "weight column '%s' is 0 in all %d rows of %s, so that none of them counts"
              .formatted(column, profile.rows(), source));
    }
  }

  /** A label that must name known classes. */
  public void classes(String column, DataSchema schema, ColumnProfile cells) {
    ClassIndex index = new ClassIndex(schema);
    boolean unknown =
        cells.hasTooManyLevels()
            || cells.hasTooManyNumbers()
            || Stream.concat(
                    cells.levels().stream(),
                    DoubleStream.of(cells.differentNumbers()).mapToObj(Cell::textOf))
                .anyMatch(value -> index.of(value) < 0);
    if (unknown) {
      problems.add(
          new CellFaults.UnknownClass(positions.get(column), texts, index),
          found ->
              found.cells(
                  column,
                  "with a class unknown to the model",
                  "with classes unknown to the model"));
    }
  }

  private void cells(
      String column, CellFaults.CellTest test, Function<RowMatches, String> sentence) {
    problems.add(new CellFaults.OfCell(positions.get(column), texts, test), sentence);
  }

  /** Adds a problem that is known without looking for a row. */
  public void problem(String sentence) {
    problems.add(sentence);
  }

  /**
   * Tells all problems.
   *
   * @throws DataException if there are some
   */
  public void done() {
    problems.tell();
  }
}
