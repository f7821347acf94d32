package io.rappel.jobs.run;

import io.rappel.jobs.config.options.RowsOptions;
import io.rappel.jobs.output.console.Reading;
import io.rappel.jobs.rows.InputCheck;
import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.ScoringRows;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The rows of a run: to train on, to validate on and to test with.
 *
 * @param warmStart the model to begin with, or null
 */
public record RunRows(RowsOptions rows, TrainingConfig config, Model warmStart) {

  /** What is wrong with the input before anything is read of it is told before Spark starts. */
  void requireInput(Configuration hadoop) {
    if (rows.demo() == null) {
      if (warmStart == null) {
        InputCheck.requireColumns(rows.request(), hadoop);
      } else {
        InputCheck.requireFiles(rows.request().input(), hadoop);
      }
    }
    for (String path : new String[] {rows.validation(), rows.test()}) {
      if (path != null) {
        InputCheck.requireFiles(files(path), hadoop);
      }
    }
  }

  /** Reads the rows to train on. */
  TrainingRows read(RowReader reader) {
    if (rows.demo() != null) {
      return reader.readDemo(rows.demo(), config.batches().seed());
    }
    return warmStart == null
        ? reader.readForTraining(rows.request(), impliedTask(config))
        : reader.readForWarmStart(rows.request(), warmStart);
  }

  /**
   * What the loss says of the label; null: an output that is no plain number leaves it to the data.
   */
  public static Task impliedTask(TrainingConfig config) {
    Loss loss = config.objective().loss();
    if (loss == null) {
      return null;
    }
    if (!loss.forNumbers()) {
      return Task.CLASSIFICATION;
    }
    if (!loss.forClasses()) {
      return Task.REGRESSION;
    }
    Activation output = config.network().outputActivation();
    return output == null || output == Activation.IDENTITY ? Task.REGRESSION : null;
  }

  /** Whether rows to validate on are asked for. */
  boolean validates() {
    return config.running().validationFraction() > 0 || rows.validation() != null;
  }

  /** Opens the rows to validate on; null: none are named. */
  ScoringRows validation(RowReader reader, TrainingRows train) {
    return rows.validation() == null
        ? null
        : reader.openForValidation(files(rows.validation()), train);
  }

  /** Reads the rows to test with; null: none are named. */
  ScoringRows test(RowReader reader, TrainingRows train, Reading shown) {
    return rows.test() == null
        ? null
        : shown.during(() -> reader.readLabelled(files(rows.test()), train));
  }

  /**
   * The rows as a training takes them.
   *
   * @param validation rows to validate on; or null
   * @param test rows whose labels are looked at before the first step; or null
   */
  TrainingInput input(TrainingRows train, ScoringRows validation, ScoringRows test) {
    TrainingInput input = train.input(validation, rows.partitions(), warmStart);
    return test == null ? input : input.checking(test::requireTargets);
  }

  private RowInput files(String path) {
    return RowInput.files(List.of(path), rows.format()).text(rows.text());
  }
}
