package io.rappel.jobs.bench;

import java.util.ArrayList;
import java.util.List;

/** The trainings of one contestant. */
final class Measured {

  private final Contestant contestant;
  private final long heapBytes;
  private final List<Timing> timings = new ArrayList<>();

  /**
   * @param heapBytes the most that a garbage collection has left while it warmed up
   */
  Measured(Contestant contestant, long heapBytes) {
    this.contestant = contestant;
    this.heapBytes = heapBytes;
  }

  /** Trains once more. */
  void repeat() {
    timings.add(contestant.run());
  }

  Contestant contestant() {
    return contestant;
  }

  long heapBytes() {
    return heapBytes;
  }

  /** All trainings but the warm-up. */
  List<Timing> timings() {
    return timings;
  }

  double preparationSeconds() {
    return Median.of(timings, Timing::preparationSeconds);
  }

  double millisecondsPerStep() {
    return Median.of(timings, Timing::millisecondsPerStep);
  }

  double examplesPerSecond() {
    return Median.of(timings, Timing::examplesPerSecond);
  }

  double gigaflops(long flopsPerRow) {
    return Median.of(timings, timing -> timing.gigaflops(flopsPerRow));
  }
}
