package io.rappel.jobs.rows.predict;

import io.rappel.jobs.rows.batch.BatchMaker;
import io.rappel.jobs.rows.batch.FeatureReader;
import io.rappel.trainer.data.profile.TableProfile;
import java.util.List;

/** Rows whose columns fit a schema, in one of the ways of writing rows. */
public interface ScorableRows {

  /** Whether the schema's labels are there. */
  boolean labelled();

  /**
   * @throws io.rappel.trainer.data.DataException if labels are not there
   */
  void requireLabels();

  /** Columns of the batches; −1: they are sparse. */
  int width();

  /** Names of the batches' columns. */
  List<String> columns();

  /**
   * Makes batches.
   *
   * @param withLabels whether labels and weights are read
   */
  BatchMaker maker(boolean withLabels);

  /** Reads features of rows as Spark has them. */
  FeatureReader features();

  /**
   * Checks rows that were read.
   *
   * @param withLabels whether labels and weights were
   * @return sentences on what is unusual about them
   * @throws io.rappel.trainer.data.DataException if they do not fit
   */
  List<String> check(TableProfile profile, boolean withLabels);

  /**
   * The columns as they go into an output.
   *
   * @param typed whether numbers are to be numbers; otherwise they may be text, exactly as they
   *     were
   */
  CarriedColumns carried(boolean typed);
}
