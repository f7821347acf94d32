package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchColumns;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.columns.FeatureKinds;
import io.rappel.trainer.data.TableProfile;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.spark.DealtRows;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.types.StringType;

/** Reads tables to train on, once: what their columns mean is found out on the way. */
final class TableTraining {

  private final RowSource source;
  private final RowsRequest request;
  private final ColumnChoice choice;
  private final BatchColumns read;

  private TableTraining(RowSource source, RowsRequest request) {
    this.source = source;
    this.request = request;
    this.choice = ColumnChoice.of(request, source);
    this.read =
        source.columns(
            choice.features(),
            choice.labels(),
            choice.weight(),
            Set.copyOf(request.categories()),
            request.cells());
  }

  static TrainingRows read(RowSource source, RowsRequest request, Task taskOfLoss) {
    TableTraining training = new TableTraining(source, request);
    RowBatches maker = new RowBatches(training.read);
    int features = training.choice.features().size();
    int labels = training.choice.labels().size();
    DealtRows dealt =
        source.deal(maker, batches -> DealtRows.read(batches, features, labels, source.bytes()));
    try {
      return training.rows(dealt, maker, taskOfLoss);
    } catch (RuntimeException e) {
      dealt.close();
      throw e;
    }
  }

  private TrainingRows rows(DealtRows dealt, RowBatches maker, Task taskOfLoss) {
    TableProfile profile = dealt.profile();
    TableCheck check = new TableCheck(source, profile, read);
    check.rows();
    FeatureKinds kinds =
        FeatureKinds.of(
            choice.features(),
            source.schema().fieldNames()[0],
            Set.copyOf(request.categories()),
            !request.features().isEmpty(),
            profile);
    LabelChoice label = label(check, profile, taskOfLoss);
    if (choice.weight() != null) {
      check.weights(choice.weight(), new GapFilter(request.input().where()));
    }
    check.features(kinds);
    if (kinds.specs().isEmpty() && kinds.problems().isEmpty()) {
      check.problem("no column is left to be a feature" + kinds.whyNone());
    }
    check.done();
    DataSchema schema =
        new DataSchema(
            label.task(),
            kinds.specs().stream().map(FeatureSpec::name).toList(),
            choice.labels(),
            label.classes(),
            label.numeric(),
            choice.weight(),
            request.cells());
    List<String> notes = new ArrayList<>(List.of(label.note()));
    notes.addAll(source.notes());
    for (String index : choice.indexes(source)) {
      notes.add("column '%s' is an index of rows, and no feature".formatted(index));
    }
    choice.notes(source).forEach(notes::add);
    notes.addAll(kinds.notes());
    return new TrainingRows(
        source,
        schema,
        choice.features(),
        kinds.specs(),
        dealt,
        () -> source.readable().batches(maker),
        notes);
  }

  /** What the label is; null where it cannot be one, as is told among the problems. */
  private LabelChoice label(TableCheck check, TableProfile profile, Task taskOfLoss) {
    GapFilter dropping = new GapFilter(request.input().where());
    boolean fine = true;
    for (int t = 0; t < choice.labels().size(); t++) {
      String name = choice.labels().get(t);
      fine &= check.present(name, profile.label(t), dropping);
    }
    if (!fine) {
      return null;
    }
    LabelChoice label = chosen(profile, taskOfLoss);
    if (label.task() == Task.REGRESSION || label.numeric()) {
      for (int t = 0; t < choice.labels().size(); t++) {
        check.target(choice.labels().get(t), profile.label(t));
      }
    }
    return label;
  }

  private LabelChoice chosen(TableProfile profile, Task taskOfLoss) {
    if (choice.labels().size() > 1) {
      return LabelChoice.several(request.task(), choice.labels());
    }
    String name = choice.labels().get(0);
    boolean isText = source.schema().apply(name).dataType() instanceof StringType;
    return LabelChoice.of(
        request.task(),
        taskOfLoss,
        name,
        new LabelValues(profile.label(0), source.findsTypes(), isText));
  }
}
