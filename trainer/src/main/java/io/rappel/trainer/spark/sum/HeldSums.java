package io.rappel.trainer.spark.sum;

import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.UnitGradient;
import java.io.Serializable;
import java.security.SecureRandom;
import java.util.BitSet;
import java.util.function.Consumer;

/**
 * What the tasks of one run have added up in one JVM, of one step at a time. Whoever brings a sum
 * adds those to it that lie here, outside of any lock, so that several are added at the same time,
 * and leaves the result. Travels empty.
 */
public final class HeldSums implements Serializable {

  private static final long serialVersionUID = 1L;

  /** By which nothing is known. */
  private static final long GONE = 0;

  private static final SecureRandom RANDOM = new SecureRandom();

  private transient Held current;

  /** The sums of a step's partitions. */
  private static final class Held {

    private final long step;
    private final long id = RANDOM.nextLong() | 1; // not GONE
    private final BitSet begun = new BitSet();
    private int adding; // tasks that have a sum of some of them in hand
    private GradientSum idle;

    Held(long step) {
      this.step = step;
    }
  }

  /**
   * Adds the sum of a partition, unless it is there already: a task may run again after it has left
   * its sum.
   *
   * @param step grows from step to step; sums of earlier ones go
   * @param sum not to be used any more
   * @param spare receives gradients that nobody needs any more
   * @return by what {@link #get} knows the sums of this step here
   */
  long add(long step, int partition, GradientSum sum, Consumer<UnitGradient> spare) {
    Held held;
    synchronized (this) {
      if (current == null || current.step < step) {
        current = new Held(step);
      }
      held = current;
      if (held.step > step) {
        return GONE; // a task that has been given up
      }
      if (held.begun.get(partition)) {
        return held.id;
      }
      held.begun.set(partition);
      held.adding++;
    }
    GradientSum total = sum;
    for (GradientSum other = exchange(held, total); other != null; other = exchange(held, total)) {
      total = total.merge(other, spare);
    }
    return held.id;
  }

  /** Takes the sum that lies there; where there is none, leaves this one, and it is added. */
  private synchronized GradientSum exchange(Held held, GradientSum sum) {
    GradientSum other = held.idle;
    held.idle = other == null ? sum : null;
    held.adding -= other == null ? 1 : 0;
    return other;
  }

  /**
   * The sum of a step's partitions.
   *
   * @param id as {@link #add} told
   * @param partitions how many told it; if others were added as well, their sum is no part of any
   *     that can be had here
   * @return null if it is not here
   */
  synchronized GradientSum get(long id, int partitions) {
    boolean whole =
        current != null
            && current.id == id
            && current.adding == 0
            && current.begun.cardinality() == partitions;
    return whole ? current.idle : null;
  }
}
