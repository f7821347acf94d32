package io.rappel.trainer.optim.schedule;

import io.rappel.trainer.optim.rule.Checks;
import java.util.Locale;

/** The schedules by their names, with constants that suit epochs of any length. */
public enum ScheduleKind {
  /** η. */
  CONSTANT,
  /** η / (1 + e / 10) after e epochs, counted in fractions. */
  INVERSE,
  /** A tenth every 30 epochs. */
  STEP,
  /** η 0.95^e after e epochs, counted in fractions. */
  EXPONENTIAL,
  /**
   * From η to 0 over the whole run along half a cosine. The only one that depends on the length of
   * the run.
   */
  COSINE,
  /** A tenth after ten epochs in a row without progress. */
  PLATEAU;

  /**
   * Makes a schedule.
   *
   * @param rate η, the learning rate to begin with
   * @param stepsPerEpoch updates in an epoch, at least 1
   * @param totalSteps updates in the whole run, at least 1
   */
  public Schedule create(double rate, long stepsPerEpoch, long totalSteps) {
    Checks.steps("steps of an epoch", stepsPerEpoch);
    return switch (this) {
      case CONSTANT -> Schedule.constant(rate);
      case INVERSE -> Schedule.inverse(rate, 10.0 * stepsPerEpoch);
      case STEP -> Schedule.step(rate, Math.multiplyExact(30L, stepsPerEpoch), 0.1);
      case EXPONENTIAL -> Schedule.exponential(rate, StrictMath.pow(0.95, 1.0 / stepsPerEpoch));
      case COSINE -> Schedule.cosine(rate, 0, totalSteps);
      case PLATEAU -> new ReduceOnPlateau(rate, 0.1, 10);
    };
  }

  /** The name on the command line and in files, such as {@code cosine}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
