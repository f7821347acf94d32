package io.rappel.jobs.rows;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rows of named columns, to train on. */
final class TableTraining {

  private TableTraining() {}

  /** Rows to train on. */
  static TrainingRows read(RowSource source, RowsRequest request, Task taskOfLoss) {
    List<String> columns = List.of(source.schema().fieldNames());
    ColumnChoice choice = ColumnChoice.of(request, source);
    TableSummary summary =
        source.summarise(
            new TableSummary(source.schema(), source.findsTypes(), used(choice), choice.labels()));
    TableCheck check =
        new TableCheck(source, summary, new GapFilter(request.input().where(), used(choice)));
    check.rows();
    check.trainingFeatures(choice.features());
    LabelChoice label = label(request, taskOfLoss, choice, columns, check, summary);
    if (label.task() == Task.REGRESSION || label.numeric()) {
      choice.labels().forEach(check::target);
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
    List<String> notes = new ArrayList<>(List.of(label.note()));
    notes.addAll(source.notes());
    for (String index : choice.indexes(source)) {
      notes.add("column '%s' is an index of rows, and no feature".formatted(index));
    }
    notes.addAll(RowNumbers.notes(choice.features(), columns.get(0), check));
    return new TrainingRows(source, schema, source.rows().map(decoder::example), notes);
  }

  private static Set<String> used(ColumnChoice choice) {
    Set<String> used = new HashSet<>(choice.features());
    used.addAll(choice.labels());
    if (choice.weight() != null) {
      used.add(choice.weight());
    }
    return used;
  }

  private static LabelChoice label(
      RowsRequest request,
      Task taskOfLoss,
      ColumnChoice choice,
      List<String> columns,
      TableCheck check,
      TableSummary summary) {
    choice.labels().forEach(check::label);
    if (choice.labels().size() > 1) {
      return LabelChoice.several(request.task(), choice.labels());
    }
    String name = choice.labels().get(0);
    return LabelChoice.of(request.task(), taskOfLoss, name, summary.profile(columns.indexOf(name)));
  }
}
