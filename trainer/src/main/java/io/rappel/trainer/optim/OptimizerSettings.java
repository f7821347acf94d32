package io.rappel.trainer.optim;

import io.rappel.trainer.optim.rule.Checks;
import io.rappel.trainer.optim.rule.IndexRange;
import io.rappel.trainer.optim.schedule.Schedule;
import java.util.List;

/**
 * What a user sets on an optimizer, besides its kind. L-BFGS takes none of it.
 *
 * @param schedule the learning rate
 * @param clipNorm the global norm to which gradients are clipped; 0 for no clipping
 * @param clipValue the absolute value to which gradient entries are clipped, before the norm is
 *     taken; 0 for none
 * @param weightDecay λ of AdamW; 0 for the others
 * @param decayed the entries on which weight decay acts
 * @param slowFactor by what the learning rate of some entries is multiplied; 1: there are none
 * @param slowed those entries
 */
public record OptimizerSettings(
    Schedule schedule,
    double clipNorm,
    double clipValue,
    double weightDecay,
    List<IndexRange> decayed,
    double slowFactor,
    List<IndexRange> slowed) {

  /** Checks that no number is negative and copies the list. */
  public OptimizerSettings {
    Checks.notNegative("norm to clip at", clipNorm);
    Checks.notNegative("value to clip at", clipValue);
    Checks.notNegative("weight decay", weightDecay);
    Checks.positive("factor of the learning rate", slowFactor);
    decayed = List.copyOf(decayed);
    slowed = List.copyOf(slowed);
  }

  /** A schedule, without clipping or decay. */
  public static OptimizerSettings of(Schedule schedule) {
    return new OptimizerSettings(schedule, 0, 0, 0, List.of(), 1, List.of());
  }

  /** These settings, with gradients clipped to a global norm. */
  public OptimizerSettings withClipNorm(double limit) {
    return new OptimizerSettings(
        schedule, limit, clipValue, weightDecay, decayed, slowFactor, slowed);
  }

  /** These settings, with gradient entries clipped to an absolute value. */
  public OptimizerSettings withClipValue(double limit) {
    return new OptimizerSettings(
        schedule, clipNorm, limit, weightDecay, decayed, slowFactor, slowed);
  }

  /** These settings, with weight decay on some entries. */
  public OptimizerSettings withWeightDecay(double decay, List<IndexRange> entries) {
    return new OptimizerSettings(schedule, clipNorm, clipValue, decay, entries, slowFactor, slowed);
  }

  /** These settings, with a learning rate of their own for some entries. */
  public OptimizerSettings withSlowed(double factor, List<IndexRange> entries) {
    return new OptimizerSettings(
        schedule, clipNorm, clipValue, weightDecay, decayed, factor, entries);
  }

  /** Whether gradients are clipped in either way. */
  public boolean clips() {
    return clipNorm > 0 || clipValue > 0;
  }
}
