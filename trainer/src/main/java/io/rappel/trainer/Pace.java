package io.rappel.trainer;

import io.rappel.trainer.data.UnitSet;

/** How fast a run is. */
final class Pace {

  private long begun;
  private long epochBegun;
  private double examples;
  private double epochExamples;

  void begin() {
    begun = System.nanoTime();
  }

  void beginEpoch() {
    epochBegun = System.nanoTime();
    epochExamples = 0;
  }

  /** Units went through a gradient. */
  void count(UnitSet units) {
    examples += units.rows();
    epochExamples += units.rows();
  }

  double seconds() {
    return (System.nanoTime() - begun) / 1e9;
  }

  double examplesPerSecond() {
    return examples / seconds();
  }

  double epochExamplesPerSecond() {
    return epochExamples / ((System.nanoTime() - epochBegun) / 1e9);
  }
}
