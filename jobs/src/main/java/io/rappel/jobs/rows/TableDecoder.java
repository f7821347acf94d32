package io.rappel.jobs.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;

/** Finds a schema's columns by name. */
final class TableDecoder implements RowDecoder {

  private static final long serialVersionUID = 1L;

  private final int[] features;
  private final int[] labels;
  private final int weight;
  private final ClassIndex classes;

  /**
   * @param columns of the rows, in which the schema's features are
   * @param withTargets whether labels and weights are read; otherwise targets are empty and weights
   *     1
   */
  TableDecoder(DataSchema schema, List<String> columns, boolean withTargets) {
    Map<String, Integer> positions = new HashMap<>();
    columns.forEach(column -> positions.putIfAbsent(column, positions.size()));
    features = schema.features().stream().mapToInt(positions::get).toArray();
    labels =
        withTargets ? schema.labels().stream().mapToInt(columns::indexOf).toArray() : new int[0];
    weight = withTargets && schema.weight() != null ? columns.indexOf(schema.weight()) : -1;
    classes = schema.task() == Task.CLASSIFICATION ? new ClassIndex(schema) : null;
  }

  @Override
  public Vector features(Row row) {
    return Vectors.dense(numbers(row, features));
  }

  @Override
  public Example example(Row row) {
    double[] targets =
        classes == null || labels.length == 0
            ? numbers(row, labels)
            : new double[] {classes.of(row.get(labels[0]))};
    return new Example(features(row), targets, weight < 0 ? 1 : Cells.number(row.get(weight)));
  }

  private static double[] numbers(Row row, int[] columns) {
    double[] numbers = new double[columns.length];
    for (int j = 0; j < columns.length; j++) {
      numbers[j] = Cells.number(row.get(columns[j]));
    }
    return numbers;
  }
}
