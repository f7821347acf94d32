package io.rappel.trainer.objective.unit;

import io.rappel.trainer.objective.sum.UnitGradient;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gradients of one run that nobody needs any more, for all who compute units: whoever makes one
 * need not be the one who gives it back. As a new one is made only where none is left, there are
 * never more than were in use at one time.
 */
final class SpareGradients {

  private final Deque<UnitGradient> spare = new ArrayDeque<>();

  /** One of them, whose entries are to be overwritten; null if there is none. */
  synchronized UnitGradient poll() {
    return spare.poll();
  }

  /** Takes one that nobody refers to any more. */
  synchronized void push(UnitGradient gradient) {
    spare.push(gradient);
  }

  synchronized int size() {
    return spare.size();
  }
}
