package io.rappel.jobs.rows;

import io.rappel.jobs.Shell;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Scaling;
import io.rappel.trainer.model.DataSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/**
 * Turns what a pass found out about a table into errors that name column, count and the first row
 * at fault.
 */
final class TableCheck {

  private final RowSource source;
  private final TableSummary summary;
  private final List<String> columns;
  private final GapFilter gapFilter;
  private final Map<String, Integer> positions = new HashMap<>();

  /**
   * @param gapFilter leaves rows out where that is allowed; null: all rows must do
   */
  TableCheck(RowSource source, TableSummary summary, GapFilter gapFilter) {
    this.source = source;
    this.summary = summary;
    this.gapFilter = gapFilter;
    this.columns = List.of(source.schema().fieldNames());
    for (int i = 0; i < columns.size(); i++) {
      positions.put(columns.get(i), i);
    }
  }

  /**
   * @throws DataException if there are no rows, or some have too few or too many cells, or text
   *     that cannot be decoded
   */
  void rows() {
    if (summary.rows() == 0) {
      throw new DataException(
          source + (source.findsTypes() ? " has a header but no rows" : " has no rows"));
    }
    if (summary.isSuspect() || summary.malformed() > 0) {
      source.requireDecodable();
    }
    if (summary.malformed() > 0) {
      int width = positions.size();
      RowMatches found =
          source.find(row -> TableSummary.isMalformed(row, width) ? row.getString(width) : null);
      throw new DataException(
          "%s: %s does not have the %d cells of the header: %s"
              .formatted(
                  Sentences.count(found.count(), "malformed row"),
                  found.place(),
                  width,
                  Sentences.shortened(found.value())));
    }
  }

  /**
   * Features of a training.
   *
   * @throws DataException if one holds text or nothing, numbers that are not finite, or is of a
   *     type that is no number
   */
  void trainingFeatures(List<String> features) {
    List<String> others =
        features.stream().filter(n -> !hasScalarType(n) || profile(n).isText()).toList();
    if (!others.isEmpty()) {
      throw new DataException(
          "%s; features must be numbers: leave other columns out with --exclude %s"
              .formatted(notNumbers(others.get(0)), Shell.quote(ColumnNames.listed(others))));
    }
    List<String> gaps = features.stream().filter(n -> profile(n).missing() > 0).toList();
    if (!gaps.isEmpty()) {
      String excluding =
          "leave the column%s out with --exclude %s"
              .formatted(gaps.size() == 1 ? "" : "s", Shell.quote(ColumnNames.listed(gaps)));
      throw new DataException(
          "%s: %s"
              .formatted(
                  missing(gaps.get(0)),
                  dropping().map(drop -> drop + ", or " + excluding).orElse(excluding)));
    }
    features.forEach(this::finite);
  }

  /**
   * A label of any kind.
   *
   * @throws DataException if cells are missing, or are neither numbers nor text nor booleans
   */
  void label(String column) {
    if (!hasScalarType(column)) {
      throw new DataException(
          "label %s: a label is a number, text or boolean".formatted(typed(column)));
    }
    present(column);
  }

  /** Whether cells are numbers, decimals among them, text, booleans, or all missing. */
  private boolean hasScalarType(String column) {
    DataType type = type(column);
    return type instanceof NumericType
        || type instanceof StringType
        || type instanceof BooleanType
        || type instanceof NullType;
  }

  private DataType type(String column) {
    return source.schema().apply(position(column)).dataType();
  }

  private String typed(String column) {
    return "column '%s' is %s".formatted(column, Sentences.shortened(type(column).simpleString()));
  }

  /**
   * Any column of numbers.
   *
   * @throws DataException if some cell is not a finite number
   */
  void numbers(String column) {
    if (!hasScalarType(column) || profile(column).isText()) {
      throw new DataException(notNumbers(column));
    }
    present(column);
    finite(column);
  }

  /**
   * A label of numbers.
   *
   * @throws DataException if some cell is not a finite number, or one that is too large
   */
  void target(String column) {
    numbers(column);
    if (profile(column).tooLarge() > 0) {
      int position = position(column);
      RowMatches found =
          source.find(
              row ->
                  Math.abs(Cells.number(row.get(position))) > Scaling.LARGEST_TARGET
                      ? row.get(position).toString()
                      : null);
      throw new DataException(
          Sentences.cells(column, found, "that is too large", "that are too large")
              + String.format(Locale.ROOT, "; %.2g is the largest", Scaling.LARGEST_TARGET));
    }
  }

  /**
   * @throws DataException if cells are missing
   */
  void present(String column) {
    if (profile(column).missing() > 0) {
      throw new DataException(missing(column) + dropping().map(drop -> ": " + drop).orElse(""));
    }
  }

  /**
   * A column of weights.
   *
   * @throws DataException if some cell is not a finite number, is negative or too large, or if no
   *     row counts
   */
  void weights(String column) {
    target(column);
    if (profile(column).positive() == 0 && profile(column).negative() == 0) {
      throw new DataException(
          "weight column '%s' is 0 in all %d rows of %s, so that none of them counts"
              .formatted(column, summary.rows(), source));
    }
    if (profile(column).negative() > 0) {
      int position = position(column);
      RowMatches found =
          source.find(
              row -> Cells.number(row.get(position)) < 0 ? row.get(position).toString() : null);
      throw new DataException(
          "weight " + Sentences.cells(column, found, "that is negative", "that are negative"));
    }
  }

  /**
   * A label column that must name known classes.
   *
   * @throws DataException if a cell is missing or names none
   */
  void classes(DataSchema schema) {
    String column = schema.labels().get(0);
    label(column);
    ClassIndex index = new ClassIndex(schema);
    ColumnProfile profile = profile(column);
    if (profile.hasTooManyValues()
        || profile.values().stream().anyMatch(value -> index.of(value) < 0)) {
      int position = position(column);
      RowMatches found =
          source.find(
              row -> index.of(row.get(position)) < 0 ? String.valueOf(row.get(position)) : null);
      throw new DataException(
          Sentences.cells(
              column,
              found,
              "with a class unknown to the model",
              "with classes unknown to the model"));
    }
  }

  private void finite(String column) {
    if (profile(column).notFinite() > 0) {
      int position = position(column);
      RowMatches found =
          source.find(
              row ->
                  Double.isFinite(Cells.number(row.get(position)))
                      ? null
                      : row.get(position).toString());
      throw new DataException(
          Sentences.cells(column, found, "that is NaN or infinite", "that are NaN or infinite"));
    }
  }

  /** How to drop all rows with missing cells, unless that would drop every row. */
  private Optional<String> dropping() {
    if (gapFilter == null) {
      return Optional.empty();
    }
    List<String> gaps =
        columns.stream()
            .filter(name -> gapFilter.used().contains(name) && profile(name).missing() > 0)
            .toList();
    if (gaps.stream().anyMatch(name -> profile(name).missing() == summary.rows())) {
      return Optional.empty();
    }
    Set<String> ofText = gaps.stream().filter(this::staysText).collect(Collectors.toSet());
    return Optional.of("drop such rows with " + gapFilter.option(gaps, ofText));
  }

  /** Whether a condition sees the column's cells as text. */
  private boolean staysText(String column) {
    return source.findsTypes()
        ? !profile(column).isDoubles() && !profile(column).isBoolean()
        : type(column) instanceof StringType;
  }

  private String missing(String column) {
    int position = position(column);
    RowMatches found = source.find(row -> Cells.isMissing(row.get(position)) ? "" : null);
    return "column '%s' has %s, the first in %s"
        .formatted(column, Sentences.count(found.count(), "missing cell"), found.place());
  }

  private String notNumbers(String column) {
    if (!hasScalarType(column)) {
      return typed(column) + ", which is no number";
    }
    int position = position(column);
    boolean typesToFind = source.findsTypes();
    RowMatches found =
        source.find(
            row ->
                Cells.isMissing(row.get(position)) || Cells.isNumber(row.get(position), typesToFind)
                    ? null
                    : row.get(position).toString());
    return Sentences.cells(column, found, "that is not a number", "that are not numbers");
  }

  private int position(String column) {
    return positions.get(column);
  }

  /** What was found out about a column. */
  ColumnProfile profile(String column) {
    return summary.profile(position(column));
  }
}
