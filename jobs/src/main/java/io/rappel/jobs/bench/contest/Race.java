package io.rappel.jobs.bench.contest;

import io.rappel.jobs.bench.rows.BenchRows;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Who reaches an accuracy on the test rows first, each with settings of its own choice on the same
 * hidden units. Seconds are those of a whole training, from rows in memory on, scaling and packing
 * included.
 *
 * <p>Rappel trains with its defaults (Adam, mini-batches, relu), without held-out rows, for at most
 * {@link #EPOCHS}, and is tested after each epoch, which its seconds include. MLlib cannot be
 * watched: it trains anew with more and more iterations, half as many again each time, until a
 * model is good enough, and the seconds are those of that last training alone, without its test.
 */
public final class Race {

  /** How the seconds are to be understood, for people. */
  public static final String METHOD =
      "seconds of one whole training from rows in memory, scaling and packing included; Rappel with"
          + " its defaults, tested after each epoch within the time; MLlib trained anew with half as"
          + " many iterations again until good enough, the last training alone counts, untested";

  static final int EPOCHS = 60;

  private static final int FIRST_ITERATIONS = 10;
  private static final int LAST_ITERATIONS = 600;
  private static final double DEFAULT_TOLERANCE = 1e-6;

  private final SparkSession spark;
  private final BenchRows rows;
  private final double target;

  /**
   * @param rows with rows to test on
   * @param target accuracy, from 0 to 1
   */
  public Race(SparkSession spark, BenchRows rows, double target) {
    this.spark = spark;
    this.rows = rows;
    this.target = target;
  }

  /**
   * How one of them did.
   *
   * @param name of the contestant
   * @param reached whether it was good enough
   * @param accuracy of the first model that was, or the best
   * @param seconds of its training; where the target was not reached, of the longest
   * @param effort such as {@code 7 epochs}
   */
  public record Finish(
      String name, boolean reached, double accuracy, double seconds, String effort) {}

  /**
   * Rappel's.
   *
   * @param settings hidden units, seed and BLAS; all else as by default
   */
  public Finish rappel(TrainingConfig.Builder settings) {
    TrainingConfig config = settings.validationFraction(0).patience(0).epochs(EPOCHS).build();
    TrainingInput input =
        TrainingInput.ofExamples(rows.schema(), rows.train(), rows.test(), 0, null);
    List<Finish> epochs = new ArrayList<>();
    long begun = System.nanoTime();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochReport epoch) {
            double accuracy = ((Number) epoch.validation().get("accuracy")).doubleValue();
            double seconds = (System.nanoTime() - begun) / 1e9;
            epochs.add(finish("rappel", accuracy, seconds, epoch.epoch() + " epochs"));
          }
        };
    SparkTraining.train(input, config, listener);
    return firstOrBest(epochs);
  }

  /**
   * MLlib's.
   *
   * @param widths of the layers, features first, outputs last
   */
  public Finish mlpc(List<Integer> widths, long seed) {
    List<Finish> trainings = new ArrayList<>();
    for (int iterations = FIRST_ITERATIONS;
        iterations <= LAST_ITERATIONS;
        iterations += iterations / 2) {
      long begun = System.nanoTime();
      MlpcFrame frame = MlpcFrame.of(spark, rows.train());
      MultilayerPerceptronClassificationModel model =
          Mlpc.fit(
              frame.rows(rows.train()),
              widths,
              MlpcContestant.DEFAULT_BLOCK,
              iterations,
              DEFAULT_TOLERANCE,
              seed);
      double seconds = (System.nanoTime() - begun) / 1e9;
      double accuracy = accuracy(model.transform(frame.rows(rows.test())));
      int made = model.summary().totalIterations();
      trainings.add(finish("mlpc", accuracy, seconds, made + " iterations"));
      if (accuracy >= target || made < iterations) {
        break;
      }
    }
    return firstOrBest(trainings);
  }

  private static double accuracy(Dataset<Row> predictions) {
    return new MulticlassClassificationEvaluator()
        .setLabelCol(MlpcFrame.LABEL)
        .setMetricName("accuracy")
        .evaluate(predictions);
  }

  private Finish finish(String name, double accuracy, double seconds, String effort) {
    return new Finish(name, accuracy >= target, accuracy, seconds, effort);
  }

  /** The first that reached the target; else the best accuracy, with the last one's seconds. */
  private static Finish firstOrBest(List<Finish> tries) {
    Finish last = tries.get(tries.size() - 1);
    double best = tries.stream().mapToDouble(Finish::accuracy).max().orElseThrow();
    return tries.stream()
        .filter(Finish::reached)
        .findFirst()
        .orElse(new Finish(last.name, false, best, last.seconds, last.effort));
  }
}
