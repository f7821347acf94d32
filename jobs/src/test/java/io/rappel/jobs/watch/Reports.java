package io.rappel.jobs.watch;

import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import java.util.List;
import java.util.Map;

/** What a training of two steps an epoch tells. */
final class Reports {

  static final RunDescription RUN =
      new RunDescription(
          100,
          10,
          2,
          Network.of(2, new int[0], 1, true, Activation.RELU, Activation.SIGMOID),
          1,
          3,
          "logistic",
          "adam",
          "dense",
          800,
          1,
          "2 threads of the driver",
          "float32",
          "50 rows",
          2,
          3,
          List.of());

  private Reports() {}

  static StepReport step(long step) {
    return new StepReport(
        (int) (step + 1) / 2, step, 1, 2, 1.0 / step, 1.0 / step, 0, 0.5, List.of(0.25), step);
  }

  static EpochReport epoch(int epoch, double validationLoss) {
    return new EpochReport(
        1,
        epoch,
        3,
        2L * epoch,
        1.0 / epoch,
        1.0 / epoch,
        validationLoss,
        Map.of("accuracy", 0.75, "confusion_matrix", List.of(List.of(1, 2))),
        Map.of("accuracy", 0.875),
        true,
        List.of(0.25),
        List.of(),
        1000,
        epoch);
  }

  /** Tells all of it. */
  static void tell(RunWatch watch) {
    watch.started(RUN);
    for (int epoch = 1; epoch <= 3; epoch++) {
      watch.stepped(step(2 * epoch - 1));
      watch.stepped(step(2 * epoch));
      watch.epochEnded(epoch(epoch, epoch == 2 ? Double.NaN : 0.5));
    }
  }
}
