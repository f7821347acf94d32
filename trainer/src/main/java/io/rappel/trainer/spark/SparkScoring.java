package io.rappel.trainer.spark;

import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.BatchPlan;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.data.batch.SamplingKind;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.data.pack.RowPack;
import io.rappel.trainer.data.pack.RowTyping;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.RowEncoder;
import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.ColumnShuffles;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Importance;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.Centering;
import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.Penalty;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.WorkSpec;
import io.rappel.trainer.objective.unit.Workspaces;
import io.rappel.trainer.spark.deal.DealtRows;
import io.rappel.trainer.spark.rows.ExampleBatches;
import io.rappel.trainer.spark.rows.PackedRows;
import io.rappel.trainer.spark.rows.RowNotes;
import io.rappel.trainer.spark.rows.ShardedRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaRDD;

/** Scores a model on the rows of an RDD. */
public final class SparkScoring {

  private SparkScoring() {}

  /**
   * Metrics of the model on the rows, by name as in {@code metrics.json}; the same bits for any
   * partitioning.
   *
   * @param decoder of the model's outputs, with a threshold or without
   * @param columns with which the rows were dealt, all of the model's features among them
   * @param rows with labels
   * @param classes finds the index of a label's class; null: labels are numbers
   * @param blas who multiplies; null: the fastest to be had
   * @param importance whether to find out the {@link Importance} of the columns as well
   * @param notes takes sentences on what is unusual about the rows
   * @throws ConfigurationException if there are too many columns for their importance
   * @throws DataException if there are no rows, none that counts, or the model gives no numbers for
   *     them
   */
  public static Map<String, Object> evaluate(
      Model model,
      OutputDecoder decoder,
      List<String> columns,
      DealtRows rows,
      LabelIndex classes,
      BlasKind blas,
      boolean importance,
      Consumer<String> notes) {
    if (importance) {
      requireFewColumns(model.schema());
    }
    RowTyping typing = typing(model, columns, classes);
    return evaluate(model, decoder, typing, rows, blas, importance, notes);
  }

  /** The same of rows with indices of classes. */
  public static Map<String, Object> evaluate(
      Model model, JavaRDD<Example> rows, BlasKind blas, Consumer<String> notes) {
    RowTyping typing = typing(model, model.schema().features(), null);
    DealtRows dealt =
        DealtRows.read(
            ExampleBatches.of(rows, model.encoder().features().size(), typing.targetColumns()),
            -1,
            typing.targetColumns(),
            0);
    return evaluate(model, model.decoder(), typing, dealt, blas, false, notes);
  }

  private static RowTyping typing(Model model, List<String> columns, LabelIndex classes) {
    int targets = model.schema().task() == Task.CLASSIFICATION ? 1 : model.schema().labels().size();
    return model.encoder().typing(columns, targets, classes);
  }

  private static Map<String, Object> evaluate(
      Model model,
      OutputDecoder decoder,
      RowTyping typing,
      DealtRows rows,
      BlasKind blas,
      boolean importance,
      Consumer<String> notes) {
    FeatureEncoder encoder = model.encoder();
    RowEncoder rowEncoder = new RowEncoder(encoder, encoder.levels());
    try (rows;
        ShardedRows sharded = ShardedRows.of(rows, null, typing, HoldOut.share(0), 0)) {
      // Raw rows go as they are packed.
      Optional<RowPack> some =
          importance
              ? sharded.sample(false, ColumnShuffles.rows(encoder.features().size()))
              : Optional.empty();
      try (PackedRows packed =
          PackedRows.of(sharded, rowEncoder, model.targetScaling(), model.precision(), 0)) {
        RowNotes about = new RowNotes(model.schema(), encoder, model.precision(), packed);
        about.requireScoring();
        about.beyond().forEach(notes);
        Centering centering =
            sharded.sparse()
                ? Centering.of(model.network(), encoder.scaling())
                : Centering.none(model.network());
        Map<String, Object> metrics = score(model, decoder, packed, centering, arithmetic(blas));
        some.map(pack -> ColumnShuffles.of(model, encoder.specs(), pack, 0, blas))
            .ifPresent(found -> metrics.put("importance", found.toMap()));
        return metrics;
      }
    }
  }

  /**
   * Makes sure that the importance of all columns can be found out in reasonable time.
   *
   * @throws ConfigurationException if there are too many
   */
  static void requireFewColumns(DataSchema schema) {
    int columns = schema.features().size();
    if (columns > ColumnShuffles.MOST_COLUMNS) {
      throw new ConfigurationException(
          "--importance is for at most %,d columns, as each is permuted and all are scored again, and there are %,d"
              .formatted(ColumnShuffles.MOST_COLUMNS, columns));
    }
  }

  /** The arithmetic that the user asked for; null: the fastest. */
  static Arithmetic arithmetic(BlasKind blas) {
    try {
      return Arithmetic.of(blas);
    } catch (UnsupportedOperationException e) {
      throw new ConfigurationException("--blas " + blas + ": " + e.getMessage());
    }
  }

  private static Map<String, Object> score(
      Model model,
      OutputDecoder decoder,
      PackedRows packed,
      Centering centering,
      Arithmetic arithmetic) {
    BatchPlan plan =
        new BatchPlan(
            packed.trainRowsOfShards(),
            BatchSize.full(),
            SamplingKind.SHUFFLE,
            0,
            model.network().blockRows(BatchPlan.LARGEST_UNIT));
    WorkSpec spec =
        WorkSpec.of(
            centering.unitNetwork(),
            model.loss(),
            model.precision(),
            arithmetic.kind(),
            plan.cut());
    try (UnitRunner runner = new SparkUnits(spec, new Workspaces(), packed)) {
      Objective objective =
          new Objective(
              model.network(),
              centering,
              model.precision(),
              Penalty.none(),
              runner,
              arithmetic.fingerprint(model.precision()));
      ScoreSpec score = ScoreSpec.of(decoder, packed.trainRows());
      ScoreSum sum = objective.score(model.parameters(), false, score, "evaluation");
      if (!sum.isFinite()) {
        throw new DataException(
            "the model's weights are too large for %s: it gives no number for %,d of %,d rows"
                .formatted(model.precision(), sum.rowsOverflowed(), packed.trainRows()));
      }
      return sum.toMap(model.outputLabels());
    }
  }
}
