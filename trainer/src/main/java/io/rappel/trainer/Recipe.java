package io.rappel.trainer;

import static java.util.Objects.requireNonNullElse;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.schedule.ScheduleKind;
import java.util.List;

/**
 * What is chosen where a configuration leaves it open, by the task and the number of rows alone.
 *
 * <p>Where no optimizer is named, it is AdamW with a rate that falls to 0 along a cosine, dropout,
 * and the parameters of the best epoch. Where one is named, nothing is added to it: the rate is
 * constant, there is no dropout and no penalty, and AdamW has its own decay.
 */
public final class Recipe {

  private static final int PATIENCE = 20;
  private static final int PLAIN_EPOCHS = 200;
  private static final int PLAIN_PATIENCE = 10;

  private final long rows;

  private Recipe(long rows) {
    this.rows = rows;
  }

  /**
   * A configuration in which nothing is left open but what the loss decides.
   *
   * @param rows to train on
   */
  public static TrainingConfig settle(TrainingConfig config, Task task, long rows) {
    return new Recipe(rows).settle(config, config.descent().optimizer() == null);
  }

  /**
   * @param whole whether all of the recipe is wanted, as no optimizer is named
   */
  private TrainingConfig settle(TrainingConfig config, boolean whole) {
    DescentSettings descent = config.descent();
    EndSettings end = config.end();
    boolean lbfgs = descent.optimizer() == OptimizerKind.LBFGS;
    TrainingConfig.Builder settled =
        config.toBuilder()
            .hidden(requireNonNullElse(config.network().hidden(), hidden()))
            .dropout(requireNonNullElse(config.network().dropout(), whole ? 0.1 : 0.0))
            .l2(requireNonNullElse(config.objective().l2(), 0.0))
            .optimizer(requireNonNullElse(descent.optimizer(), OptimizerKind.ADAMW))
            .schedule(
                requireNonNullElse(
                    descent.schedule(), whole ? ScheduleKind.COSINE : ScheduleKind.CONSTANT))
            .splineRate(requireNonNullElse(descent.splineRate(), whole ? splineRate() : 1.0))
            .epochs(requireNonNullElse(end.epochs(), whole ? epochs() : PLAIN_EPOCHS))
            .patience(
                requireNonNullElse(end.patience(), whole ? PATIENCE : lbfgs ? 0 : PLAIN_PATIENCE))
            .precision(
                requireNonNullElse(
                    config.running().precision(), lbfgs ? Precision.FLOAT64 : Precision.FLOAT32));
    if (whole && descent.weightDecay() == null) {
      settled.weightDecay(0.02);
    }
    if (whole && end.keep() == null && end.patience() == null) {
      settled.keep(Keep.BEST);
    }
    if (config.batches().batch().isAuto()) {
      settled.batch(whole ? batch() : lbfgs ? BatchSize.full() : BatchSize.automatic(rows));
    }
    return settled.build();
  }

  private List<Integer> hidden() {
    return rows < 1_000 ? List.of(128, 128) : List.of(256, 256);
  }

  /** Small data are seen more often, so that there are enough updates. */
  private int epochs() {
    long wanted = 1_000_000 / Math.max(1, rows);
    return (int) Math.max(25, Math.min(100, wanted));
  }

  /**
   * Weights of bins begin at 0 and follow what the rows have beyond the numbers themselves: slowly,
   * where few rows would make them follow chance.
   */
  private double splineRate() {
    return Math.max(0.1, Math.min(1, rows / 50_000.0));
  }

  private BatchSize batch() {
    long power = Long.highestOneBit(Math.max(1, rows / 64));
    return BatchSize.of((int) Math.max(32, Math.min(256, power)));
  }
}
