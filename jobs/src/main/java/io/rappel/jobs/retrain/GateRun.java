package io.rappel.jobs.retrain;

import io.rappel.jobs.config.options.GateOptions;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.rows.columns.ClassIndex;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.gate.Gate;
import io.rappel.trainer.gate.GateDecision;
import io.rappel.trainer.gate.GateSettings;
import io.rappel.trainer.gate.metric.GateRows;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.spark.gate.GateScoring;
import io.rappel.trainer.spark.gate.GateScoring.Contestant;
import io.rappel.trainer.spark.gate.GateSurvey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges challengers on the rows that are kept from training.
 *
 * @param rows those that were trained on, which know the others
 * @param survey of both
 * @param blas who multiplies; null: the fastest to be had
 */
record GateRun(
    TrainingRows rows, GateSurvey survey, GateOptions options, long salt, BlasKind blas) {

  /**
   * Checks what does not need a model, before one is trained.
   *
   * @throws ConfigurationException if metric or slices do not fit the rows
   */
  GateSettings check() {
    DataSchema schema = rows.schema();
    sliceColumn(rows.columns());
    return options.settings(schema.task(), schema.classes().size());
  }

  private int sliceColumn(List<String> columns) {
    if (options.slice() == null) {
      return -1;
    }
    int column = columns.indexOf(options.slice());
    if (column < 0 || rows.profile().isSparse()) {
      throw new ConfigurationException(
          "--gate-slice %s is none of the features".formatted(options.slice()));
    }
    return column;
  }

  /**
   * The gate's word on a challenger.
   *
   * @param champion null: there is none
   */
  GateDecision judge(Model challenger, Model champion) {
    Set<String> all = new LinkedHashSet<>(challenger.schema().classes());
    if (champion != null) {
      all.addAll(champion.schema().classes());
    }
    List<String> classes = List.copyOf(all);
    GateSettings settings =
        options.settings(challenger.schema().task(), challenger.schema().classes().size());
    List<String> columns = columns(rows, challenger, champion);
    GateScoring scoring =
        new GateScoring(
            rows.judged().judges(),
            columns,
            sliceColumn(columns),
            index(challenger.schema(), classes),
            classes.size(),
            blas);
    GateRows judged =
        scoring.of(
            rows.judged().batches().get(),
            contestant(challenger, classes),
            champion == null ? null : contestant(champion, classes),
            settings.metric(),
            survey.trivial(classes.size() + 1));
    return Gate.decide(judged, settings, salt);
  }

  /** Sparse rows have as many columns as somebody wants. */
  static List<String> columns(TrainingRows rows, Model... models) {
    if (!rows.profile().isSparse()) {
      return rows.columns();
    }
    List<String> longest = rows.columns();
    for (Model model : models) {
      if (model != null && model.schema().features().size() > longest.size()) {
        longest = model.schema().features();
      }
    }
    return longest;
  }

  private static Contestant contestant(Model model, List<String> classes) {
    return new Contestant(
        model, model.schema().classes().stream().mapToInt(classes::indexOf).toArray());
  }

  private static LabelIndex index(DataSchema schema, List<String> classes) {
    return schema.task() == Task.CLASSIFICATION
        ? new ClassIndex(
            new DataSchema(
                schema.task(),
                schema.features(),
                schema.labels(),
                classes,
                schema.numericClasses(),
                schema.weight(),
                schema.cells()))
        : null;
  }
}
