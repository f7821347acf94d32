package io.rappel.trainer.objective.unit;

import io.rappel.trainer.data.shard.Shard;
import java.util.Arrays;
import java.util.List;

/**
 * Looks at a network's units on a few rows, on the thread of the caller: the first to train on of a
 * shard, which lie in the order of a hash of their content and so are a fair sample.
 */
public final class UnitProbe {

  private static final int SMALLEST = 64;
  private static final int LARGEST = 256;
  private static final int SHARE = 8;

  private final WorkSpec spec;
  private final Workspaces workspaces;
  private final Shard shard;
  private final int rows;

  /**
   * @param workspaces of the run
   * @param shard with rows to train on
   * @param trainRows of all shards; the more there are, the more are looked at
   */
  public UnitProbe(WorkSpec spec, Workspaces workspaces, Shard shard, long trainRows) {
    this.spec = spec;
    this.workspaces = workspaces;
    this.shard = shard;
    long wanted = Math.max(SMALLEST, Math.min(LARGEST, trainRows / SHARE));
    this.rows = (int) Math.min(wanted, Math.min(spec.cut().unitRows(), (long) shard.trainRows()));
  }

  /** The share of each layer's units that are dead or saturated. */
  public List<Double> idleUnits(StepWork work) {
    return Arrays.stream(UnitTasks.idleUnits(spec, workspaces, shard, rows, work)).boxed().toList();
  }
}
