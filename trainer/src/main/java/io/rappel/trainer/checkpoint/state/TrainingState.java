package io.rappel.trainer.checkpoint.state;

import io.rappel.trainer.optim.OptimizerState;
import java.util.List;

/**
 * All that a training needs to go on from between two steps as if it had never stopped. The arrays
 * are the run's own, which its next step changes: who keeps a state copies or writes them before.
 *
 * @param position where the run is
 * @param parameters in the precision in which they are kept
 * @param optimizer moments, curvature pairs, known gradients and the schedule's memory
 * @param grid the largest magnitudes of the last step, by which the next one's sums are rounded;
 *     null before the first step
 * @param ending when the run ends
 * @param best parameters of the best epoch; null where none are kept, or none yet
 * @param norms sums over the epoch's measured steps of the squared norm of each layer's gradient
 * @param measured how many steps these are
 * @param resumedAt after how many steps the run was resumed, each time
 * @param finished members that were trained before this one
 */
public record TrainingState(
    Position position,
    double[] parameters,
    OptimizerState optimizer,
    double[] grid,
    EndingState ending,
    Snapshot best,
    double[] norms,
    long measured,
    List<Long> resumedAt,
    FinishedMembers finished) {

  public TrainingState {
    resumedAt = List.copyOf(resumedAt);
  }

  /** Epochs that are complete, with those of members before. */
  public int epochs() {
    return finished.epochs() + position.epochs();
  }

  /** Updates that were made, with those of members before. */
  public long steps() {
    return finished.steps() + position.steps();
  }

  /** This state, of a run in which other members were trained before. */
  public TrainingState after(FinishedMembers members) {
    return new TrainingState(
        position, parameters, optimizer, grid, ending, best, norms, measured, resumedAt, members);
  }
}
