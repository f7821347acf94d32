package io.rappel.trainer.objective.unit;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.data.shard.Shard;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.GradientSum;

/** What every runner of units does with the shards that it holds, in the workspaces of its run. */
public final class UnitTasks {

  private UnitTasks() {}

  /** Adds the units of a step that belong to a shard. */
  public static void addUnits(
      WorkSpec spec, Workspaces workspaces, Shard shard, StepWork work, GradientSum sum) {
    UnitComputer computer = workspaces.borrow(spec);
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
    workspaces.giveBack(computer);
  }

  /** Adds one unit of a shard. */
  public static void addUnit(
      WorkSpec spec, Workspaces workspaces, Shard shard, int unit, StepWork work, GradientSum sum) {
    UnitComputer computer = workspaces.borrow(spec);
    computer.addUnit(shard, unit, work, sum);
    workspaces.giveBack(computer);
  }

  /** Adds the scores of a shard's rows. */
  public static void addScores(
      WorkSpec spec,
      Workspaces workspaces,
      Shard shard,
      StepWork work,
      boolean heldOut,
      ScoreSum sum) {
    UnitComputer computer = workspaces.borrow(spec);
    int from = heldOut ? shard.trainRows() : 0;
    int to = heldOut ? shard.rows() : sum.wantedOf(shard.trainRows());
    computer.score(shard, from, to, work, sum);
    workspaces.giveBack(computer);
  }

  /** The share of each layer's units that are dead or saturated on a shard's first rows. */
  static double[] idleUnits(
      WorkSpec spec, Workspaces workspaces, Shard shard, int rows, StepWork work) {
    UnitComputer computer = workspaces.borrow(spec);
    double[] shares = computer.idleUnits(shard, rows, work);
    workspaces.giveBack(computer);
    return shares;
  }
}
