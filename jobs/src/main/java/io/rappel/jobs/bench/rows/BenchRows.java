package io.rappel.jobs.bench.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.model.DataSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/**
 * The rows of a benchmark, in memory.
 *
 * @param source where they are from, for people
 * @param schema of a classification
 * @param train rows to train on
 * @param count of them
 * @param test rows to test on, or null
 * @param readingSeconds from the files, or the generator, to memory
 */
public record BenchRows(
    String source,
    DataSchema schema,
    JavaRDD<Example> train,
    long count,
    JavaRDD<Example> test,
    double readingSeconds) {

  /**
   * Widths of a network's layers on these rows.
   *
   * @param hidden units of each hidden layer
   */
  public List<Integer> widths(List<Integer> hidden) {
    List<Integer> widths = new ArrayList<>();
    widths.add(schema.features().size());
    widths.addAll(hidden);
    widths.add(schema.classes().size());
    return widths;
  }
}
