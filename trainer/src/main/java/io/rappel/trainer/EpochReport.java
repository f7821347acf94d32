package io.rappel.trainer;

import java.util.Map;

/**
 * One epoch.
 *
 * @param epoch from 1 on
 * @param epochs the most there can be
 * @param steps made since the run began
 * @param loss mean over the epoch's steps of data loss plus penalty
 * @param validationLoss data loss of the validation rows; NaN without any
 * @param validation metrics of the validation rows by name, as in {@code metrics.json}; empty
 *     without any
 * @param best whether the parameters at the end of this epoch are the best so far, by validation
 *     loss
 * @param examplesPerSecond rows that went through gradients per second, in this epoch
 * @param seconds since the run began
 */
public record EpochReport(
    int epoch,
    int epochs,
    long steps,
    double loss,
    double validationLoss,
    Map<String, Object> validation,
    boolean best,
    double examplesPerSecond,
    double seconds) {}
