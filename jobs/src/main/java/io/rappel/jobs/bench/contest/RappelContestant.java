package io.rappel.jobs.bench.contest;

import io.rappel.jobs.bench.measure.Contestant;
import io.rappel.jobs.bench.measure.Timing;
import io.rappel.jobs.bench.rows.BenchRows;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.batch.BatchSize;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.StepReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import io.rappel.trainer.spark.rows.TrainingInput;

/** Rappel, in one of its ways. */
public final class RappelContestant implements Contestant {

  private final String name;
  private final String description;
  private final TrainingConfig config;
  private final BenchRows rows;

  private RappelContestant(String name, String description, TrainingConfig config, BenchRows rows) {
    this.name = name;
    this.description = description;
    this.config = config;
    this.rows = rows;
  }

  /**
   * Full batches.
   *
   * @param settings network, number of epochs, seed and BLAS
   * @param optimizer gd or lbfgs
   * @param path never: through Spark; always: on the driver's threads
   */
  static RappelContestant fullBatch(
      TrainingConfig.Builder settings,
      OptimizerKind optimizer,
      Precision precision,
      LocalPath path,
      BenchRows rows) {
    boolean spark = path == LocalPath.NEVER;
    String kind = optimizer == OptimizerKind.LBFGS ? "lbfgs" : "full";
    return new RappelContestant(
        "rappel-%s-%s-%s".formatted(kind, precision, spark ? "spark" : "local"),
        "full batches, %s, %s, %s"
            .formatted(optimizer, precision, spark ? "through Spark" : "threads of the driver"),
        settings
            .optimizer(optimizer)
            .batch(BatchSize.full())
            .precision(precision)
            .localPath(path)
            .build(),
        rows);
  }

  /** Mini-batches with Adam, in float32, on the driver's threads. */
  static RappelContestant miniBatch(TrainingConfig.Builder settings, int batch, BenchRows rows) {
    return new RappelContestant(
        "rappel-batch-" + batch,
        "batches of %d rows, adam, float32, threads of the driver".formatted(batch),
        settings
            .optimizer(OptimizerKind.ADAM)
            .batch(BatchSize.of(batch))
            .precision(Precision.FLOAT32)
            .localPath(LocalPath.ALWAYS)
            .build(),
        rows);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public Precision precision() {
    return config.running().precision();
  }

  @Override
  public Timing run() {
    Clock clock = new Clock();
    TrainingInput input = TrainingInput.ofExamples(rows.schema(), rows.train(), null, 0, null);
    TrainingResult result = SparkTraining.train(input, config, clock);
    double examples = Math.rint(result.examplesPerSecond() * result.seconds());
    boolean alike =
        config.batches().batch().isFull() && config.descent().optimizer() != OptimizerKind.LBFGS;
    boolean skipsFirst = alike && clock.steps > 1;
    return skipsFirst
        ? new Timing(
            clock.preparation,
            clock.last - clock.first,
            clock.steps - 1,
            examples * (clock.steps - 1) / clock.steps)
        : new Timing(clock.preparation, clock.last, clock.steps, examples);
  }

  /**
   * When things happened, in seconds. The first step finds the size of the gradients and computes
   * them twice. Of steps on full batches, which are all alike, it is left out; iterations of L-BFGS
   * are not alike, and of mini-batches there are many.
   */
  private static final class Clock implements TrainingListener {

    private final long begun = System.nanoTime();
    private double preparation;
    private double first;
    private double last;
    private long steps;

    @Override
    public void started(RunDescription run) {
      preparation = (System.nanoTime() - begun) / 1e9;
    }

    @Override
    public void stepped(StepReport step) {
      last = step.seconds();
      steps = step.step();
      if (steps == 1) {
        first = last;
      }
    }
  }
}
