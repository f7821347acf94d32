package io.rappel.jobs.bench.measure;

import io.rappel.trainer.math.Precision;

/** Somebody who trains the network of a benchmark on its rows. */
public interface Contestant {

  /** Short, for tables and {@code --only}. */
  String name();

  /** One line for people. */
  String description();

  /** The precision in which it multiplies. */
  Precision precision();

  /** Trains once, from the same weights each time. */
  Timing run();
}
