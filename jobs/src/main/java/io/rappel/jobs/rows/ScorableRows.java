package io.rappel.jobs.rows;

/** Rows whose features fit a schema, in one of the ways of writing rows. */
interface ScorableRows {

  /** Whether the schema's labels are there. */
  boolean labelled();

  /**
   * @throws io.rappel.trainer.data.DataException if labels are not there, or they or weights do not
   *     fit the schema
   */
  void requireLabels();

  /** Reads rows; with targets, labels must have been checked. */
  RowDecoder decoder(boolean withTargets);

  /**
   * The columns as they go into an output.
   *
   * @param typed whether numbers are to be numbers; otherwise they may be text, exactly as they
   *     were
   */
  CarriedColumns carried(boolean typed);
}
