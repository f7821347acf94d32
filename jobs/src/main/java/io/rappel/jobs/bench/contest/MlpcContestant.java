package io.rappel.jobs.bench.contest;

import io.rappel.jobs.bench.measure.Contestant;
import io.rappel.jobs.bench.measure.Timing;
import io.rappel.jobs.bench.rows.BenchRows;
import io.rappel.trainer.math.Precision;
import java.util.List;
import org.apache.spark.ml.classification.MultilayerPerceptronClassificationModel;
import org.apache.spark.sql.SparkSession;

/** MLlib's multilayer perceptron with blocks of some size. */
public final class MlpcContestant implements Contestant {

  /** MLlib's own. */
  static final int DEFAULT_BLOCK = 128;

  private final SparkSession spark;
  private final BenchRows rows;
  private final List<Integer> widths;
  private final int blockSize;
  private final int iterations;
  private final long seed;

  /**
   * @param widths of the layers, features first, outputs last
   * @param blockSize rows that are multiplied at once
   */
  public MlpcContestant(
      SparkSession spark,
      BenchRows rows,
      List<Integer> widths,
      int blockSize,
      int iterations,
      long seed) {
    this.spark = spark;
    this.rows = rows;
    this.widths = widths;
    this.blockSize = blockSize;
    this.iterations = iterations;
    this.seed = seed;
  }

  @Override
  public String name() {
    return "mlpc-" + blockSize;
  }

  @Override
  public String description() {
    String size = blockSize == DEFAULT_BLOCK ? "%d rows, its default" : "%d rows";
    return "MLlib, full batches, l-bfgs, float64, blocks of " + size.formatted(blockSize);
  }

  @Override
  public Precision precision() {
    return Precision.FLOAT64;
  }

  /**
   * The first evaluation of the objective, in which MLlib packs its rows, is preparation. Time is
   * that of Spark's events, whose unit is a millisecond.
   */
  @Override
  public Timing run() {
    long begun = System.currentTimeMillis();
    try (MlpcEvaluations evaluations = new MlpcEvaluations(spark.sparkContext())) {
      MultilayerPerceptronClassificationModel model =
          Mlpc.fit(
              MlpcFrame.of(spark, rows.train()).rows(rows.train()),
              widths,
              blockSize,
              iterations,
              0,
              seed);
      evaluations.settled();
      return new Timing(
          (evaluations.firstDone() - begun) / 1e3,
          evaluations.secondsAfterFirst(),
          model.summary().totalIterations(),
          (double) rows.count() * (evaluations.count() - 1));
    }
  }
}
