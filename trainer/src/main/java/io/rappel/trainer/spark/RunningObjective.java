package io.rappel.trainer.spark;

import io.rappel.trainer.objective.Objective;
import io.rappel.trainer.objective.unit.UnitRunner;
import io.rappel.trainer.objective.unit.Workspaces;

/**
 * An objective, as long as somebody runs its units.
 *
 * @param workspaces of these
 */
record RunningObjective(
    UnitWork work, Workspaces workspaces, Objective objective, UnitRunner runner)
    implements AutoCloseable {

  @Override
  public void close() {
    runner.close();
  }
}
