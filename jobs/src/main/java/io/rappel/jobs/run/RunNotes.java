package io.rappel.jobs.run;

import io.rappel.trainer.config.EndSettings;
import io.rappel.trainer.config.Keep;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.optim.OptimizerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sentences on options that a run takes otherwise than it was told, or not at all. */
final class RunNotes {

  private RunNotes() {}

  /**
   * @param configuration effective options
   */
  static List<String> of(RunRows run, Map<String, Object> configuration) {
    List<String> notes = new ArrayList<>();
    TrainingConfig config = run.config();
    if (run.warmStart() != null) {
      notes.add(
          "the training begins with the weights and the scaling of %s; its columns, encodings, levels and missing cells are taken from there too, whatever options say"
              .formatted(
                  configuration.containsKey("warm-start") ? "--warm-start" : "the champion"));
    }
    if (config.descent().optimizer() == OptimizerKind.LBFGS
        && config.descent().learningRate() > 0) {
      notes.add(
          "--learning-rate has no effect with lbfgs, which searches for the length of a step");
    }
    EndSettings end = config.end();
    boolean patient = end.patience() != null && end.patience() > 0;
    if (!run.validates() && (patient || end.keep() == Keep.BEST)) {
      notes.add(
          "--patience and --keep best have no effect without rows to validate on: the last epoch is kept");
    }
    return notes;
  }
}
