package io.rappel.trainer.objective.unit;

import io.rappel.trainer.objective.sum.UnitGradient;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What one run keeps in one JVM from step to step: buffers of those who compute its units, and
 * gradients. There are never more than were in use at one time, and they go with this. Runs at the
 * same time have one each. It travels empty.
 */
public final class Workspaces implements Serializable {

  private static final long serialVersionUID = 1L;

  private transient Kept kept;

  /** What does not travel. */
  private static final class Kept {
    private final Deque<UnitComputer> idle = new ArrayDeque<>();
    private final SpareGradients gradients = new SpareGradients();
  }

  /**
   * One that nobody uses, made where there is none.
   *
   * @param spec of the run that this belongs to
   */
  UnitComputer borrow(WorkSpec spec) {
    Kept here = kept();
    synchronized (here) {
      UnitComputer computer = here.idle.pollFirst();
      if (computer != null) {
        return computer;
      }
    }
    return UnitComputer.of(spec, here.gradients);
  }

  /** Takes back what was borrowed. What a failure has left in the midst of work is not. */
  void giveBack(UnitComputer computer) {
    Kept here = kept();
    synchronized (here) {
      here.idle.addFirst(computer);
    }
  }

  /** Takes a gradient that nobody refers to any more. */
  public void recycle(UnitGradient gradient) {
    gradients().push(gradient);
  }

  /** Gradients that nobody needs. */
  SpareGradients gradients() {
    return kept().gradients;
  }

  /** Made where it is first needed: neither serializer keeps it. */
  private synchronized Kept kept() {
    if (kept == null) {
      kept = new Kept();
    }
    return kept;
  }
}
