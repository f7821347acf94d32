package io.rappel.jobs.report;

import io.rappel.jobs.output.RunMetrics;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.metrics.ClassificationSums;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.score.OutputDecoder;
import io.rappel.trainer.objective.score.ScoreSpec;
import io.rappel.trainer.objective.score.ScoreSum;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs as the trainer reports them. */
public final class Samples {

  public static final String HOSTILE = "</title><script>alert(1)</script>";

  private Samples() {}

  public static RunDescription description() {
    return new RunDescription(
        900,
        100,
        3,
        Network.of(3, new int[] {4}, 2, true, Activation.RELU, Activation.SOFTMAX),
        1,
        42,
        HOSTILE,
        "adam, learning rate 0.001",
        "dense",
        1 << 20,
        1,
        "2 threads of the driver",
        "float32",
        "32",
        28,
        200,
        List.of());
  }

  public static StepReport step(long step, int epoch, double rate, List<Double> norms) {
    return new StepReport(epoch, step, 1, 2, 2.0 / step, 2.0 / step, 0, rate, norms, step);
  }

  public static EpochReport epoch(
      int epoch, double loss, double validationLoss, List<Double> norms, List<Double> idle) {
    return epoch(1, epoch, loss, validationLoss, norms, idle);
  }

  public static EpochReport epoch(
      int member,
      int epoch,
      double loss,
      double validationLoss,
      List<Double> norms,
      List<Double> idle) {
    Map<String, Object> validation =
        Map.of("accuracy", 1 - loss / 2, "confusion_matrix", List.of(List.of(1, 2)));
    return new EpochReport(
        member,
        epoch,
        9,
        epoch,
        loss,
        loss,
        validationLoss,
        validation,
        Map.of("accuracy", 1 - loss / 4),
        true,
        norms,
        idle,
        1000,
        epoch);
  }

  public static DataSchema classes(int classes) {
    return new DataSchema(
        Task.CLASSIFICATION,
        List.of("a", "b", "c"),
        List.of(HOSTILE),
        IntStream.range(0, classes).mapToObj(i -> "<class " + i + ">").toList(),
        false,
        null);
  }

  public static Network network(int outputs, int... hidden) {
    return Network.of(3, hidden, outputs, true, Activation.RELU, Activation.SOFTMAX);
  }

  /** Each class is taken for itself twice and for the next one once. */
  private static ClassificationSums sums(DataSchema schema) {
    int classes = schema.classes().size();
    ClassificationSums sums = new ClassificationSums(classes, false, true);
    for (int i = 0; i < classes; i++) {
      sums.add(i, probabilities(classes, i, 0.9), i, 2);
      int wrong = (i + 1) % classes;
      sums.add(i, probabilities(classes, wrong, 0.6), wrong, 1);
    }
    return sums;
  }

  public static Map<String, Object> metrics(DataSchema schema) {
    return sums(schema).toMap(schema.classes());
  }

  private static double[] probabilities(int classes, int predicted, double most) {
    double[] probabilities = new double[classes];
    Arrays.fill(probabilities, (1 - most) / (classes - 1));
    probabilities[predicted] = most;
    return probabilities;
  }

  public static RunMetrics finished(DataSchema schema, Network network, List<String> diagnosis) {
    Model model =
        new Model(
            schema,
            network,
            new double[network.layout().size()],
            Precision.FLOAT64,
            Loss.CROSS_ENTROPY,
            FeatureEncoder.of(schema.features(), Scaling.identity(3)),
            Scaling.identity(1),
            Map.of());
    ScoreSpec spec =
        new ScoreSpec(
            OutputDecoder.classes(schema.classes().size(), Loss.CROSS_ENTROPY, Activation.SOFTMAX),
            false);
    TrainingResult result =
        new TrainingResult(
            model,
            metrics(schema),
            metrics(schema),
            new ScoreSum(spec).sample(),
            sums(schema).curves(),
            null,
            9,
            18,
            1.5,
            12_345,
            "all 9 epochs are done",
            false,
            List.of());
    return new RunMetrics(result, Map.of(), 1, "abc123", diagnosis, 2.5, 61);
  }
}
