package io.rappel.jobs.rows;

import io.rappel.jobs.rows.batch.BatchColumns;
import io.rappel.jobs.rows.batch.RowBatches;
import io.rappel.jobs.rows.columns.ColumnChoice;
import io.rappel.jobs.rows.columns.FeatureKinds;
import io.rappel.jobs.rows.columns.GapFilter;
import io.rappel.jobs.rows.columns.LabelChoice;
import io.rappel.jobs.rows.columns.LabelValues;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.columns.Validation;
import io.rappel.jobs.rows.source.RowSource;
import io.rappel.jobs.rows.survey.TableCheck;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.hash.HashSelection;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.profile.ColumnProfile;
import io.rappel.trainer.data.profile.TableProfile;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.spark.deal.DealtRows;
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
            holdOutColumn(),
            Set.copyOf(request.categories()),
            request.cells());
  }

  /** The place of the cell that tells which rows are held out; −1: there is none. */
  private int holdOutColumn() {
    Validation validation = request.validation();
    if (validation == null) {
      return -1;
    }
    if (validation.condition() != null) {
      return source.frame().columns().length - 1;
    }
    return source
        .schema()
        .fieldIndex(validation.mark() == null ? validation.group() : validation.mark());
  }

  static TrainingRows read(
      RowSource source, RowsRequest request, Task taskOfLoss, HashSelection judges) {
    TableTraining training = new TableTraining(source, request);
    RowBatches maker = new RowBatches(training.read);
    int features = training.choice.features().size();
    // What tells which rows are held out is dealt like a label.
    int labels = training.choice.labels().size() + (request.validation() == null ? 0 : 1);
    JudgedRows judged = JudgedRows.of(judges, training.choice.features(), false);
    DealtRows dealt =
        source.deal(
            maker,
            batches -> DealtRows.read(judged.others(batches), features, labels, source.bytes()));
    try {
      return training.rows(dealt, judged.in(() -> source.readable().batches(maker)), taskOfLoss);
    } catch (RuntimeException e) {
      dealt.close();
      throw e;
    }
  }

  private TrainingRows rows(DealtRows dealt, JudgedRows judged, Task taskOfLoss) {
    TableProfile profile = dealt.profile();
    TableCheck check = new TableCheck(source, profile, read);
    check.rows();
    FeatureKinds kinds =
        FeatureKinds.of(
            choice.features(),
            source.schema().fieldNames()[0],
            Set.copyOf(request.categories()),
            source.entries(),
            !request.features().isEmpty(),
            profile);
    LabelChoice label = label(check, profile, taskOfLoss);
    if (choice.weight() != null) {
      check.weights(choice.weight(), new GapFilter(request.input().where()));
    }
    check.features(kinds);
    HoldOut holdOut = holdOut(check, profile);
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
    notes.addAll(choice.notes(source));
    if (request.validation() != null && request.validation().group() != null) {
      notes.add(
          "whole groups of '%s' are held out to validate on"
              .formatted(request.validation().group()));
    }
    return new TrainingRows(
        source, schema, choice.features(), kinds.specs(), dealt, holdOut, judged, notes, kinds);
  }

  private HoldOut holdOut(TableCheck check, TableProfile profile) {
    Validation validation = request.validation();
    if (validation == null) {
      return null;
    }
    int column = choice.labels().size();
    ColumnProfile cells = profile.label(column);
    if (validation.group() != null) {
      if (cells.texts() == 0 || !cells.hasTooManyLevels() && cells.levels().size() < 2) {
        check.problem(
            "--validation-group needs at least two groups, and column '%s' has %s"
                .formatted(validation.group(), cells.texts() == 0 ? "none" : "one"));
        return null;
      }
      return HoldOut.groups(column, cells, validation.share());
    }
    if (cells.levels().size() < 2) {
      check.problem(
          "--validation-after '%s' is %s"
              .formatted(
                  validation.mark() == null ? validation.condition() : validation.mark(),
                  cells.levels().contains("1")
                      ? "true of all rows, so that none is left to train on"
                      : "true of no row, so that there is none to validate on"));
    }
    return HoldOut.marked(column, "1");
  }

  /** What the label is; null where it cannot be one, as is told among the problems. */
  private LabelChoice label(TableCheck check, TableProfile profile, Task taskOfLoss) {
    GapFilter dropping = new GapFilter(request.input().where());
    boolean fine = true;
    for (int t = 0; t < choice.labels().size(); t++) {
      String name = choice.labels().get(t);
      fine &= check.present(name, profile.label(t), dropping);
    }
    LabelChoice label = fine ? chosen(profile, taskOfLoss) : null;
    boolean numbers =
        label == null
            ? choice.labels().size() > 1 || request.task() == Task.REGRESSION
            : label.task() == Task.REGRESSION || label.numeric();
    if (numbers) {
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
    if (request.classes() > 0) {
      return LabelChoice.indices(name, request.classes(), profile.label(0));
    }
    return LabelChoice.of(
        request.task(),
        taskOfLoss,
        name,
        new LabelValues(profile.label(0), source.findsTypes(), isText));
  }
}
