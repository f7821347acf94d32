package io.rappel.trainer.progress;

import java.util.List;
import java.util.Map;

/**
 * One epoch.
 *
 * @param member whose epoch it is, from 1 on
 * @param epoch of the run, from 1 on
 * @param epochs the most there can be
 * @param steps made since the run began
 * @param loss mean over the epoch's steps of data loss plus penalty
 * @param dataLoss mean over the epoch's steps of the data loss alone; NaN where none was made
 * @param validationLoss data loss of the validation rows; NaN without any
 * @param validation metrics of the validation rows by name, as in {@code metrics.json}; empty
 *     without any
 * @param training the same of about as many training rows, a sample by content, for comparison;
 *     empty without validation rows
 * @param best whether the parameters at the end of this epoch are the best so far, by validation
 *     loss
 * @param gradientNorms root mean square, over the epoch's measured steps, of the Euclidean norm of
 *     the objective's gradient for each layer's weights; empty where no step was measured
 * @param idleUnits for each layer the share of units that are dead or saturated: their activation's
 *     derivative is below a twentieth of its greatest on every row of a small sample; empty where
 *     none was taken
 * @param examplesPerSecond rows that went through gradients per second, in this epoch
 * @param seconds since the run began
 */
public record EpochReport(
    int member,
    int epoch,
    int epochs,
    long steps,
    double loss,
    double dataLoss,
    double validationLoss,
    Map<String, Object> validation,
    Map<String, Object> training,
    boolean best,
    List<Double> gradientNorms,
    List<Double> idleUnits,
    double examplesPerSecond,
    double seconds) {}
