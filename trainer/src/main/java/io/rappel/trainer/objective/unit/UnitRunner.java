package io.rappel.trainer.objective.unit;

import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.StepSum;

/** Where units of work run. Each gives the same bits. */
public interface UnitRunner extends AutoCloseable {

  /** The sum of the units of a step, good until the next one. */
  StepSum gradients(StepWork work);

  /**
   * The scores of rows.
   *
   * @param heldOut whether of the rows that are held out, or of those that are trained on
   * @param spec how rows are scored
   */
  ScoreSum scores(StepWork work, boolean heldOut, ScoreSpec spec);

  @Override
  void close();
}
