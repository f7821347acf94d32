package io.rappel.jobs.rows;

import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Reads lines of LIBSVM for a schema whose features are f1, f2 and so on. */
final class LibsvmDecoder implements RowDecoder {

  private static final long serialVersionUID = 1L;

  private final int size;
  private final ClassIndex classes;
  private final boolean withTargets;

  /**
   * @param withTargets whether labels are read; otherwise targets are empty
   */
  LibsvmDecoder(DataSchema schema, boolean withTargets) {
    this.size = schema.features().size();
    this.classes = schema.task() == Task.CLASSIFICATION ? new ClassIndex(schema) : null;
    this.withTargets = withTargets;
  }

  @Override
  public Vector features(Row row) {
    return LibsvmLine.parse(row.getString(0)).features(size);
  }

  @Override
  public Example example(Row row) {
    LibsvmLine line = LibsvmLine.parse(row.getString(0));
    return new Example(line.features(size), withTargets ? targets(line) : new double[0], 1);
  }

  private double[] targets(LibsvmLine line) {
    return new double[] {classes == null ? line.label() : classes.of(line.label())};
  }
}
