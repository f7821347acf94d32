package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Rows of named columns. */
final class TableRows {

  private TableRows() {}

  /** Rows to train on. */
  static TrainingRows forTraining(RowSource source, RowsRequest request, Task taskOfLoss) {
    List<String> columns = List.of(source.schema().fieldNames());
    ColumnChoice choice = ColumnChoice.of(request, columns, source.files().toString());
    TableSummary summary = summarise(source, used(choice), choice.labels());
    TableCheck check = new TableCheck(source, summary);
    check.rows();
    check.trainingFeatures(choice.features());
    LabelChoice label = label(request, taskOfLoss, choice, columns, check, summary);
    if (label.task() == Task.REGRESSION || label.numeric()) {
      choice.labels().forEach(check::numbers);
    }
    if (choice.weight() != null) {
      check.weights(choice.weight());
    }
    DataSchema schema =
        new DataSchema(
            label.task(),
            choice.features(),
            choice.labels(),
            label.classes(),
            label.numeric(),
            choice.weight());
    TableDecoder decoder = new TableDecoder(schema, columns, true);
    return new TrainingRows(schema, source.rows().map(decoder::example), List.of(label.note()));
  }

  private static Set<String> used(ColumnChoice choice) {
    Set<String> used = new HashSet<>(choice.features());
    used.addAll(choice.labels());
    if (choice.weight() != null) {
      used.add(choice.weight());
    }
    return used;
  }

  private static TableSummary summarise(RowSource source, Set<String> wanted, List<String> valued) {
    return source.summarise(
        new TableSummary(source.schema(), source.format().isDelimited(), wanted, valued));
  }

  private static LabelChoice label(
      RowsRequest request,
      Task taskOfLoss,
      ColumnChoice choice,
      List<String> columns,
      TableCheck check,
      TableSummary summary) {
    choice.labels().forEach(check::present);
    if (choice.labels().size() > 1) {
      return LabelChoice.several(request.task(), choice.labels());
    }
    String name = choice.labels().get(0);
    return LabelChoice.of(request.task(), taskOfLoss, name, summary.profile(columns.indexOf(name)));
  }

  /**
   * Checks that rows fit a schema, all but their labels.
   *
   * @return what is known of all columns of delimited rows, and of the schema's columns otherwise
   * @throws DataException if a feature is missing, or cells are not finite numbers
   */
  static TableSummary forScoring(RowSource source, DataSchema schema) {
    List<String> columns = List.of(source.schema().fieldNames());
    for (String feature : schema.features()) {
      if (!columns.contains(feature)) {
        throw new DataException(
            "%s has no column '%s', which the model needs".formatted(source.files(), feature));
      }
    }
    Set<String> wanted = new HashSet<>(source.format().isDelimited() ? columns : List.of());
    Stream.of(schema.features(), schema.labels()).forEach(wanted::addAll);
    if (schema.weight() != null) {
      wanted.add(schema.weight());
    }
    TableSummary summary = summarise(source, wanted, schema.labels());
    TableCheck check = new TableCheck(source, summary);
    check.rows();
    schema.features().forEach(check::numbers);
    return summary;
  }

  /**
   * Checks labels and weights against a schema.
   *
   * @throws DataException if a label is missing or unknown, or a weight is no weight
   */
  static void requireLabels(RowSource source, DataSchema schema, TableSummary summary) {
    List<String> columns = List.of(source.schema().fieldNames());
    for (String label : schema.labels()) {
      if (!columns.contains(label)) {
        throw new DataException("%s has no label column '%s'".formatted(source.files(), label));
      }
    }
    TableCheck check = new TableCheck(source, summary);
    if (schema.task() == Task.CLASSIFICATION) {
      check.classes(schema);
    } else {
      schema.labels().forEach(check::numbers);
    }
    if (schema.weight() != null && columns.contains(schema.weight())) {
      check.weights(schema.weight());
    }
  }
}
