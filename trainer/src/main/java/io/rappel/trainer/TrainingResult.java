package io.rappel.trainer;

import io.rappel.trainer.model.Model;
import java.util.Map;

/**
 * What a training gives.
 *
 * @param model the best by validation loss, or the last where no rows are held out
 * @param train metrics of the training rows by name, as in {@code metrics.json}
 * @param validation metrics of the validation rows by name; empty without any
 * @param epochs that were made
 * @param steps that were made
 * @param seconds from the first step to the last
 * @param examplesPerSecond rows that went through gradients per second
 * @param stoppedBecause in words, such as {@code all 20 epochs are done}
 */
public record TrainingResult(
    Model model,
    Map<String, Object> train,
    Map<String, Object> validation,
    int epochs,
    long steps,
    double seconds,
    double examplesPerSecond,
    String stoppedBecause) {}
