package io.rappel.trainer;

import io.rappel.trainer.data.batch.UnitSet;

/** How fast a run is. */
final class Pace {

  private long begun;
  private long epochBegun;
  private double examples;
  private double epochExamples;

  void begin() {
    begun = System.nanoTime();
    beginEpoch();
  }

  void beginEpoch() {
    epochBegun = System.nanoTime();
    epochExamples = 0;
  }

  /** Goes on from where an earlier attempt was. */
  void resume(double seconds, double epochSeconds, double examples, double epochExamples) {
    begun = System.nanoTime() - (long) (seconds * 1e9);
    epochBegun = System.nanoTime() - (long) (epochSeconds * 1e9);
    this.examples = examples;
    this.epochExamples = epochExamples;
  }

  /** Units went through a gradient. */
  void count(UnitSet units) {
    examples += units.rows();
    epochExamples += units.rows();
  }

  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  double epochSeconds() {
    return (System.nanoTime() - epochBegun) / 1e9;
  }

  double examples() {
    return examples;
  }

  double epochExamples() {
    return epochExamples;
  }

  double examplesPerSecond() {
    return examples / seconds();
  }

  double epochExamplesPerSecond() {
    return epochExamples / epochSeconds();
  }
}
