package io.rappel.trainer.objective.unit;

import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.objective.sum.StepSum;
import java.util.function.Supplier;

/** Where units of work run. Each gives the same bits. */
public interface UnitRunner extends AutoCloseable {

  /**
   * The sum of the units of a step, good until the next one.
   *
   * @param description of the step, for people, such as {@code epoch 3/20, step 12, loss 0.231}
   */
  StepSum gradients(StepWork work, Supplier<String> description);

  /**
   * The scores of rows.
   *
   * @param heldOut whether of the rows that are held out, or of those that are trained on
   * @param spec how rows are scored
   * @param description of what is scored, for people
   */
  ScoreSum scores(StepWork work, boolean heldOut, ScoreSpec spec, String description);

  @Override
  void close();
}
