package io.rappel.jobs.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.hash.HashSelection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaRDD;

/**
 * Rows of which some judge models, and the others are trained on.
 *
 * @param judges which rows judge; null: none
 * @param batches gives all rows, read anew by each action
 */
public record JudgedRows(HashSelection.Applied judges, Supplier<JavaRDD<RowBatch>> batches) {

  /** None of them judges. */
  static final JudgedRows NONE = new JudgedRows(null, null);

  /**
   * @param judges null: none does
   * @param columns with which the rows are read
   * @throws DataException if a column that counts is not read, or rows have none
   */
  static JudgedRows of(HashSelection judges, List<String> columns, boolean sparse) {
    if (judges == null) {
      return NONE;
    }
    if (judges.columns().isEmpty() != sparse) {
      throw new DataException(
          "the rows that judge models were chosen among %s, and these are %s"
              .formatted(
                  sparse ? "those of a table" : "those of LIBSVM",
                  sparse ? "of LIBSVM" : "a table"));
    }
    return new JudgedRows(judges.to(columns), null);
  }

  /** The same with a way to read them again. */
  JudgedRows in(Supplier<JavaRDD<RowBatch>> again) {
    return new JudgedRows(judges, again);
  }

  /** Those to train on. */
  public JavaRDD<RowBatch> others(JavaRDD<RowBatch> all) {
    HashSelection.Applied applied = judges;
    return applied == null ? all : all.mapPartitions(rows -> others(rows, applied));
  }

  private static Iterator<RowBatch> others(Iterator<RowBatch> rows, HashSelection.Applied judges) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public RowBatch next() {
        return judges.part(rows.next(), false);
      }
    };
  }
}
