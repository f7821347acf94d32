package io.rappel.jobs.bench.measure;

import java.util.ArrayList;
import java.util.List;

/** The trainings of one contestant. */
public final class Measured {

  private final Contestant contestant;
  private final long heapBytes;
  private final List<Timing> timings = new ArrayList<>();

  /**
   * @param heapBytes the most that a garbage collection has left while it warmed up
   */
  public Measured(Contestant contestant, long heapBytes) {
    this.contestant = contestant;
    this.heapBytes = heapBytes;
  }

  /** Trains once more. */
  public void repeat() {
    timings.add(contestant.run());
  }

  public Contestant contestant() {
    return contestant;
  }

  public long heapBytes() {
    return heapBytes;
  }

  /** All trainings but the warm-up. */
  public List<Timing> timings() {
    return timings;
  }

  public double preparationSeconds() {
    return Median.of(timings, Timing::preparationSeconds);
  }

  public double millisecondsPerStep() {
    return Median.of(timings, Timing::millisecondsPerStep);
  }

  public double examplesPerSecond() {
    return Median.of(timings, Timing::examplesPerSecond);
  }

  public double gigaflops(long flopsPerRow) {
    return Median.of(timings, timing -> timing.gigaflops(flopsPerRow));
  }
}
