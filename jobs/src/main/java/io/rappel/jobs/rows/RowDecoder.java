package io.rappel.jobs.rows;

import io.rappel.trainer.data.Example;
import java.io.Serializable;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;

/** Reads checked rows. */
interface RowDecoder extends Serializable {

  /** The features, in the order of the network's inputs. */
  Vector features(Row row);

  /** Features, targets and weight. */
  Example example(Row row);
}
