package io.rappel.jobs.rows.predict;

import io.rappel.trainer.data.profile.TableProfile;
import org.apache.spark.SparkContext;
import org.apache.spark.util.AccumulatorV2;

/** What predicting finds out about the rows, for checks and notes. */
final class PredictedRows extends AccumulatorV2<PredictedRows, PredictedRows> {

  private static final long serialVersionUID = 1L;

  private final int features;
  private TableProfile profile;
  private long beyond;

  private PredictedRows(int features) {
    this.features = features;
    this.profile = new TableProfile(features, 0);
  }

  /**
   * @param features columns of a table; −1: rows are sparse
   */
  static PredictedRows in(SparkContext spark, int features) {
    PredictedRows rows = new PredictedRows(features);
    spark.register(rows);
    return rows;
  }

  void add(TableProfile ofTask, long rowsBeyond) {
    profile.merge(ofTask);
    beyond += rowsBeyond;
  }

  /** Of all rows. */
  TableProfile profile() {
    return profile;
  }

  /** Rows with features beyond the range of the arithmetic. */
  long beyond() {
    return beyond;
  }

  @Override
  public boolean isZero() {
    return profile.rows() == 0 && profile.malformed() == 0;
  }

  @Override
  public AccumulatorV2<PredictedRows, PredictedRows> copy() {
    PredictedRows copy = new PredictedRows(features);
    copy.merge(this);
    return copy;
  }

  @Override
  public void reset() {
    profile = new TableProfile(features, 0);
    beyond = 0;
  }

  @Override
  public void add(PredictedRows other) {
    add(other.profile, other.beyond);
  }

  @Override
  public void merge(AccumulatorV2<PredictedRows, PredictedRows> other) {
    add((PredictedRows) other);
  }

  @Override
  public PredictedRows value() {
    return this;
  }
}
