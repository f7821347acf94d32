package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.pack.HoldOut;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.spark.deal.DealtRows;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The rows of a training.
 *
 * @param schema what the rows mean
 * @param columns the columns that the rows were dealt with, in their order
 * @param specs what the features are, in the order of the schema
 * @param rows all rows, of which validation rows are taken by content
 * @param validation rows to validate on instead, dealt like the others; or null
 * @param holdOut which of the rows are held out; null: the training's share of them
 * @param partitions of the packed data; 0: as many as Spark has cores
 * @param warmStart a model of the same schema to begin with, or null
 * @param classes finds the index of a label's class; null: labels are numbers, or indices already
 * @param targets looks at labels before they are packed; of classes it is not asked
 */
public record TrainingInput(
    DataSchema schema,
    List<String> columns,
    List<FeatureSpec> specs,
    DealtRows rows,
    DealtRows validation,
    HoldOut holdOut,
    int partitions,
    Model warmStart,
    LabelIndex classes,
    TargetCheck targets) {

  /** The same with labels that are looked at once more. */
  public TrainingInput checking(TargetCheck more) {
    return new TrainingInput(
        schema,
        columns,
        specs,
        rows,
        validation,
        holdOut,
        partitions,
        warmStart,
        classes,
        targets.and(more));
  }

  /**
   * Rows of vectors and targets, class indices among them.
   *
   * @param rows read once
   * @param validation rows to validate on, or null
   */
  public static TrainingInput ofExamples(
      DataSchema schema,
      JavaRDD<Example> rows,
      JavaRDD<Example> validation,
      int partitions,
      Model warmStart) {
    int columns = schema.features().size();
    int targets = schema.classes().isEmpty() ? schema.labels().size() : 1;
    DealtRows dealt = DealtRows.read(ExampleBatches.of(rows, columns, targets), -1, targets, 0);
    DealtRows heldOut =
        validation == null
            ? null
            : dealt.readLike(ExampleBatches.of(validation, columns, targets), -1, targets);
    return new TrainingInput(
        schema,
        schema.features(),
        schema.features().stream().map(FeatureSpec::number).toList(),
        dealt,
        heldOut,
        null,
        partitions,
        warmStart,
        null,
        TargetCheck.NONE);
  }
}
