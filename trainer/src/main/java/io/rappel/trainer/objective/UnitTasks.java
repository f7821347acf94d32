package io.rappel.trainer.objective;

import io.rappel.trainer.data.Shard;
import io.rappel.trainer.data.UnitSet;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What every runner of units does with the shards that it holds. Workspaces are kept from step to
 * step; those of an earlier run are let go when another begins.
 */
public final class UnitTasks {

  private static final Deque<UnitComputer> IDLE = new ArrayDeque<>();
  private static String idleRun;

  private UnitTasks() {}

  /** Adds the units of a step that belong to a shard. */
  public static void addUnits(WorkSpec spec, Shard shard, StepWork work, GradientSum sum) {
    UnitComputer computer = borrow(spec);
    UnitSet units = work.units();
    if (units.isAll()) {
      for (int u = 0; u < spec.cut().units(shard.trainRows()); u++) {
        computer.addUnit(shard, u, work, sum);
      }
    } else {
      for (int i = 0; i < units.count(); i++) {
        if (units.shard(i) == shard.id()) {
          computer.addUnit(shard, units.unit(i), work, sum);
        }
      }
    }
    giveBack(spec, computer);
  }

  /** Adds one unit of a shard. */
  static void addUnit(WorkSpec spec, Shard shard, int unit, StepWork work, GradientSum sum) {
    UnitComputer computer = borrow(spec);
    computer.addUnit(shard, unit, work, sum);
    giveBack(spec, computer);
  }

  /** Adds the scores of a shard's rows. */
  public static void addScores(
      WorkSpec spec, Shard shard, StepWork work, boolean heldOut, ScoreSum sum) {
    UnitComputer computer = borrow(spec);
    int from = heldOut ? shard.trainRows() : 0;
    int to = heldOut ? shard.rows() : shard.trainRows();
    computer.score(shard, from, to, work, sum);
    giveBack(spec, computer);
  }

  /** The share of each layer's units that are dead or saturated on a shard's first rows. */
  static double[] idleUnits(WorkSpec spec, Shard shard, int rows, StepWork work) {
    UnitComputer computer = borrow(spec);
    double[] shares = computer.idleUnits(shard, rows, work);
    giveBack(spec, computer);
    return shares;
  }

  private static UnitComputer borrow(WorkSpec spec) {
    synchronized (IDLE) {
      if (!spec.run().equals(idleRun)) {
        IDLE.clear();
        idleRun = spec.run();
      }
      UnitComputer idle = IDLE.pollFirst();
      if (idle != null) {
        return idle;
      }
    }
    return UnitComputer.of(spec);
  }

  private static void giveBack(WorkSpec spec, UnitComputer computer) {
    synchronized (IDLE) {
      if (spec.run().equals(idleRun)) {
        IDLE.addFirst(computer);
      }
    }
  }
}
