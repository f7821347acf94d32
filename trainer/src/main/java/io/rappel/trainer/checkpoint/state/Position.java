package io.rappel.trainer.checkpoint.state;

/**
 * Where a training is, between two steps.
 *
 * @param epochs that are complete
 * @param stepsInEpoch steps of the next epoch that are behind, skipped ones among them
 * @param steps updates made since the run began
 * @param lastLoss the objective of the last update; NaN before the first
 * @param seconds since the run began, without the time between its attempts
 * @param epochSeconds since the epoch began
 * @param examples rows that went through gradients since the run began
 * @param epochExamples rows that went through gradients since the epoch began
 */
public record Position(
    int epochs,
    int stepsInEpoch,
    long steps,
    double lastLoss,
    double seconds,
    double epochSeconds,
    double examples,
    double epochExamples) {}
