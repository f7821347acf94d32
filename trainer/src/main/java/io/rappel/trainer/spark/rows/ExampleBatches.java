package io.rappel.trainer.spark.rows;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Examples;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.shard.Scaling;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** Batches of an RDD's examples. */
public final class ExampleBatches {

  private ExampleBatches() {}

  /** All rows. */
  public static JavaRDD<RowBatch> of(JavaRDD<Example> rows, int columns, int targets) {
    return rows.mapPartitions(examples -> batches(examples, columns, targets));
  }

  private static Iterator<RowBatch> batches(Iterator<Example> examples, int columns, int targets) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return examples.hasNext();
      }

      @Override
      public RowBatch next() {
        List<Example> rows = new ArrayList<>();
        while (examples.hasNext() && rows.size() < RowBatch.ROWS) {
          rows.add(counting(examples.next()));
        }
        return Examples.batch(rows, columns, targets);
      }
    };
  }

  /** Larger weights could leave the range of the sums. */
  private static Example counting(Example row) {
    if (row.weight() > Scaling.LARGEST_TARGET) {
      throw new DataException("a row has the weight " + row.weight());
    }
    return row;
  }
}
