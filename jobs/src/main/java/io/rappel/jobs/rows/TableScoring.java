package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of named columns, to score. */
final class TableScoring implements ScorableRows {

  private final RowSource source;
  private final DataSchema schema;
  private final List<String> columns;
  private final TableSummary summary;
  private final TableCheck check;

  /**
   * Checks all rows, but not their labels and weights.
   *
   * @param input where the rows may be filtered; null: all must be scored
   * @throws DataException if a feature is missing, or some of its cells are not finite numbers
   */
  TableScoring(RowSource source, DataSchema model, RowInput input) {
    this.source = source;
    this.columns = List.of(source.schema().fieldNames());
    model.features().forEach(name -> ColumnChoice.requireReadable(name, source));
    this.schema = new ModelColumns(model, columns, source.toString()).inInput();
    boolean delimited = source.findsTypes();
    this.summary =
        source.summarise(
            new TableSummary(
                source.schema(), delimited, delimited ? columns : used(), schema.labels()));
    this.check =
        new TableCheck(
            source, summary, input == null ? null : new GapFilter(input.where(), used()));
    check.rows();
    schema.features().forEach(check::numbers);
  }

  private Set<String> used() {
    Set<String> used = new HashSet<>(schema.features());
    used.addAll(schema.labels());
    if (schema.weight() != null) {
      used.add(schema.weight());
    }
    return used;
  }

  @Override
  public boolean labelled() {
    return columns.containsAll(schema.labels());
  }

  @Override
  public void requireLabels() {
    for (String label : schema.labels()) {
      if (!columns.contains(label)) {
        throw new DataException("%s has no label column '%s'".formatted(source, label));
      }
    }
    if (schema.task() == Task.CLASSIFICATION) {
      check.classes(schema);
    } else {
      schema.labels().forEach(check::target);
    }
    if (schema.weight() != null && columns.contains(schema.weight())) {
      check.weights(schema.weight());
    }
  }

  @Override
  public RowDecoder decoder(boolean withTargets) {
    return new TableDecoder(schema, columns, withTargets);
  }

  @Override
  public CarriedColumns carried(boolean typed) {
    return typed && source.findsTypes()
        ? CarriedColumns.typed(source.schema(), summary)
        : CarriedColumns.unchanged(source.schema());
  }
}
