package io.rappel.jobs.rows.survey;

import io.rappel.jobs.rows.batch.BatchColumns;
import io.rappel.jobs.rows.batch.LibsvmBatches;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.columns.ColumnChoice;
import io.rappel.jobs.rows.columns.FeatureKinds;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.spark.deal.DealtRows;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one pass finds out about an input: rows, and what each column is. */
public final class InputDescription {

  private static final int MOST_LEVELS = 10;

  private final long rows;
  private final List<Column> columns;
  private final List<String> notes;

  private InputDescription(long rows, List<Column> columns, List<String> notes) {
    this.rows = rows;
    this.columns = List.copyOf(columns);
    this.notes = List.copyOf(notes);
  }

  /**
   * A column.
   *
   * @param kind what it would be as a feature, or why it would be none
   * @param missing cells with nothing in them
   * @param levels different texts; −1: more than are told apart
   * @param smallest number or moment; null: there is none
   * @param largest number or moment; null: there is none
   * @param texts some of the texts
   */
  public record Column(
      String name,
      String kind,
      long missing,
      long levels,
      Object smallest,
      Object largest,
      List<String> texts) {

    private static Column of(String name, String kind, ColumnProfile cells) {
      return new Column(
          name,
          kind,
          cells.missing(),
          cells.hasTooManyLevels() ? -1 : cells.levels().size(),
          end(cells, cells.minimum(), cells.earliest()),
          end(cells, cells.maximum(), cells.latest()),
          cells.levels().stream().limit(MOST_LEVELS).toList());
    }

    private static Object end(ColumnProfile cells, double number, long moment) {
      if (cells.moments() == 0) {
        return cells.numbers() == 0 ? null : (Object) number;
      }
      LocalDateTime time = LocalDateTime.ofEpochSecond(moment, 0, ZoneOffset.UTC);
      return cells.timed() ? time.toString() : time.toLocalDate().toString();
    }

    private Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("kind", kind);
      map.put("missing", missing);
      map.put("levels", levels);
      if (smallest != null) {
        map.put("smallest", smallest);
        map.put("largest", largest);
      }
      map.put("texts", texts);
      return map;
    }
  }

  /**
   * @param faults what is wrong with columns of arrays that are not read
   */
  public static InputDescription ofTable(
      RowSource source, List<String> categories, CellRules cells, Map<String, String> faults) {
    ColumnChoice choice = ColumnChoice.all(source, categories);
    Set<String> codes = Set.copyOf(categories);
    BatchColumns read = source.columns(choice.features(), List.of(), null, -1, codes, cells);
    try (DealtRows found =
        source.deal(
            new RowBatches(read), rows -> DealtRows.profiled(rows, choice.features().size(), 0))) {
      TableProfile profile = found.profile();
      new TableCheck(source, profile, read).rows();
      FeatureKinds kinds =
          FeatureKinds.of(
              choice.features(),
              source.schema().fieldNames()[0],
              codes,
              source.entries(),
              false,
              profile);
      List<Column> columns = new ArrayList<>();
      for (int j = 0; j < choice.features().size(); j++) {
        String name = choice.features().get(j);
        columns.add(Column.of(name, kinds.verdicts().get(name), profile.feature(j)));
      }
      List<String> notes = new ArrayList<>(source.notes());
      notes.addAll(choice.without(faults.keySet()).notes(source));
      notes.addAll(faults.values());
      new TreeMap<>(source.unreadable())
          .forEach(
              (name, type) ->
                  notes.add(
                      "left out: column '%s', as Spark cannot read Parquet's %s"
                          .formatted(name, type)));
      notes.addAll(kinds.writingNotes());
      return new InputDescription(profile.rows(), columns, notes);
    }
  }

  public static InputDescription ofLibsvm(RowSource source) {
    try (DealtRows found =
        source.deal(
            new LibsvmBatches(Integer.MAX_VALUE, true), rows -> DealtRows.profiled(rows, -1, 1))) {
      TableProfile profile = found.profile();
      LibsvmCheck.check(source, profile);
      List<String> notes = new ArrayList<>(source.notes());
      notes.add(
          "%,d features, of which %.3g %% are not 0"
              .formatted(
                  profile.columns(),
                  100.0
                      * profile.entries()
                      / Math.max(1, (double) profile.rows() * profile.columns())));
      return new InputDescription(
          profile.rows(), List.of(Column.of("label", "number", profile.label(0))), notes);
    }
  }

  public long rows() {
    return rows;
  }

  public List<Column> columns() {
    return columns;
  }

  /** Sentences on what is not read. */
  public List<String> notes() {
    return notes;
  }

  /** All of it in JSON's types. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", rows);
    map.put("columns", columns.stream().map(Column::toMap).toList());
    map.put("notes", notes);
    return map;
  }
}
