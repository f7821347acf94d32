package io.rappel.trainer;

import io.rappel.trainer.data.BatchSize;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.optim.ScheduleKind;
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
    Recipe recipe = new Recipe(rows);
    TrainingConfig.Builder settled = config.toBuilder();
    if (config.hidden() == null) {
      settled.hidden(recipe.hidden());
    }
    if (config.optimizer() == null) {
      recipe.complete(config, task, settled);
    } else {
      recipe.leavePlain(config, settled);
    }
    return settled.build();
  }

  private List<Integer> hidden() {
    return rows < 1_000 ? List.of(128, 128) : List.of(256, 256);
  }

  private void complete(TrainingConfig config, Task task, TrainingConfig.Builder settled) {
    settled.optimizer(OptimizerKind.ADAMW);
    if (config.schedule() == null) {
      settled.schedule(ScheduleKind.COSINE);
    }
    if (config.dropout() == null) {
      settled.dropout(0.1);
    }
    if (config.weightDecay() == null) {
      settled.weightDecay(0.02);
    }
    if (config.splineRate() == null) {
      settled.splineRate(splineRate());
    }
    if (config.l2() == null) {
      settled.l2(0.0);
    }
    if (config.epochs() == null) {
      settled.epochs(epochs());
    }
    if (config.patience() == null) {
      settled.patience(PATIENCE);
    }
    if (config.keep() == null && config.patience() == null) {
      settled.keep(Keep.BEST);
    }
    if (config.precision() == null) {
      settled.precision(Precision.FLOAT32);
    }
    if (config.batch().isAuto()) {
      settled.batch(batch());
    }
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

  private void leavePlain(TrainingConfig config, TrainingConfig.Builder settled) {
    boolean lbfgs = config.optimizer() == OptimizerKind.LBFGS;
    if (config.schedule() == null) {
      settled.schedule(ScheduleKind.CONSTANT);
    }
    if (config.dropout() == null) {
      settled.dropout(0.0);
    }
    if (config.splineRate() == null) {
      settled.splineRate(1.0);
    }
    if (config.l2() == null) {
      settled.l2(0.0);
    }
    if (config.epochs() == null) {
      settled.epochs(PLAIN_EPOCHS);
    }
    if (config.patience() == null) {
      settled.patience(lbfgs ? 0 : PLAIN_PATIENCE);
    }
    if (config.precision() == null) {
      settled.precision(lbfgs ? Precision.FLOAT64 : Precision.FLOAT32);
    }
    if (config.batch().isAuto()) {
      settled.batch(lbfgs ? BatchSize.full() : BatchSize.automatic(rows));
    }
  }
}
