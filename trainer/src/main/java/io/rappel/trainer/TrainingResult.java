package io.rappel.trainer;

import io.rappel.trainer.metrics.ScoreCurves;
import io.rappel.trainer.model.Importance;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.score.RowSample;
import java.util.List;
import java.util.Map;

/**
 * What a training gives.
 *
 * @param model the best by validation loss, or the last where no rows are held out
 * @param train metrics of the training rows by name, as in {@code metrics.json}
 * @param validation metrics of the validation rows by name; empty without any
 * @param sample of a regression: actual and predicted values of some validation rows, or of
 *     training rows where none are held out
 * @param curves of a classification: what the probabilities of the same rows are worth, all of them
 * @param importance of the columns, by some of the same rows; null: nobody asked for it, or the run
 *     was interrupted
 * @param epochs that were made
 * @param steps that were made
 * @param seconds from the first step to the last
 * @param examplesPerSecond rows that went through gradients per second
 * @param stoppedBecause in words, such as {@code all 20 epochs are done}
 * @param interrupted whether it was told to end
 * @param resumedAt after how many steps it was resumed, each time
 */
public record TrainingResult(
    Model model,
    Map<String, Object> train,
    Map<String, Object> validation,
    RowSample sample,
    ScoreCurves curves,
    Importance importance,
    int epochs,
    long steps,
    double seconds,
    double examplesPerSecond,
    String stoppedBecause,
    boolean interrupted,
    List<Long> resumedAt) {

  public TrainingResult {
    resumedAt = List.copyOf(resumedAt);
  }
}
