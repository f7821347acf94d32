package io.rappel.trainer.checkpoint;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.file.Checksum;
import io.rappel.trainer.objective.sum.ArithmeticMismatchException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a run must have in common with the one whose state it continues, beside the settings: rows,
 * columns and arithmetic.
 *
 * @param features number of feature columns
 * @param columns SHA-256 of the names of features and labels and of the classes, in their order
 * @param classes number of classes; 0 for numbers
 * @param trainRows rows to train on
 * @param heldOutRows rows to validate on
 * @param rows fold of the checksums of all packed shards, as hexadecimal digits
 * @param precision of the units' arithmetic
 * @param fingerprint of the arithmetic
 * @param epochs that are made at the most
 */
public record RunFacts(
    int features,
    String columns,
    int classes,
    long trainRows,
    long heldOutRows,
    String rows,
    Precision precision,
    String fingerprint,
    int epochs) {

  /** The SHA-256 of what the columns of rows are. */
  public static String columns(DataSchema schema) {
    List<String> names = new ArrayList<>(List.of(schema.task().toString()));
    names.addAll(schema.features());
    names.add("");
    names.addAll(schema.labels());
    names.add("");
    names.addAll(schema.classes());
    return Checksum.ofTexts(names);
  }

  /**
   * Makes sure that a run can continue what a checkpoint is of.
   *
   * @param checkpoint facts of the run that left it
   * @param name the checkpoint, for messages
   * @throws DataException if the rows are others, with what differs
   * @throws ArithmeticMismatchException if the arithmetic is another
   */
  public void requireLike(RunFacts checkpoint, String name) {
    if (!columns.equals(checkpoint.columns)) {
      throw changed(name, columnsText(), checkpoint.columnsText(), "other names or classes");
    }
    if (!rows.equals(checkpoint.rows)) {
      throw changed(name, rowsText(), checkpoint.rowsText(), "other values");
    }
    if (precision != checkpoint.precision || !fingerprint.equals(checkpoint.fingerprint)) {
      throw new ArithmeticMismatchException(
          "%s was computed with another arithmetic (%s, fingerprint %s) than this machine's (%s, fingerprint %s); resume on such a machine, or begin anew, with --blas ejml where machines differ"
              .formatted(
                  name, checkpoint.precision, checkpoint.fingerprint, precision, fingerprint));
    }
  }

  private static DataException changed(String name, String now, String then, String other) {
    return new DataException(
        "the data are not those of %s: there are %s, %s"
            .formatted(
                name,
                now,
                now.equals(then) ? "as many as then, but " + other : "and were " + then));
  }

  private String columnsText() {
    return "%d features%s"
        .formatted(features, classes == 0 ? "" : " and %d classes".formatted(classes));
  }

  private String rowsText() {
    return "%d rows to train on and %d to validate on".formatted(trainRows, heldOutRows);
  }
}
