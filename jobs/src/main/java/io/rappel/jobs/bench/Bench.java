package io.rappel.jobs.bench;

import io.rappel.jobs.bench.contest.Contestants;
import io.rappel.jobs.bench.contest.Mlpc;
import io.rappel.jobs.bench.contest.MlpcContestant;
import io.rappel.jobs.bench.contest.Race;
import io.rappel.jobs.bench.contest.RappelContestant;
import io.rappel.jobs.bench.measure.Ceiling;
import io.rappel.jobs.bench.measure.Contestant;
import io.rappel.jobs.bench.measure.HeapWatch;
import io.rappel.jobs.bench.measure.Measured;
import io.rappel.jobs.bench.rows.BenchOptions;
import io.rappel.jobs.bench.rows.BenchPlan;
import io.rappel.jobs.bench.rows.BenchReader;
import io.rappel.jobs.bench.rows.BenchRows;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.Arithmetic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;

/**
 * One benchmark: every contestant trains once to warm up, then all take turns, forwards and
 * backwards, so that whatever else the machine does falls on all alike. The ceiling is measured in
 * each round.
 */
public final class Bench {

  private final SparkSession spark;
  private final BenchOptions options;
  private final Consumer<String> progress;

  /**
   * @param progress is told in lines what goes on
   */
  public Bench(SparkSession spark, BenchOptions options, Consumer<String> progress) {
    this.spark = spark;
    this.options = options;
    this.progress = progress;
  }

  /**
   * Runs it.
   *
   * @throws ConfigurationException if options do not fit one another or this machine
   * @throws io.rappel.trainer.data.DataException if the rows cannot be read
   */
  public BenchReport run() {
    requireOneMachine();
    Arithmetic arithmetic = arithmetic();
    if (options.mlpcInJava()) {
      Mlpc.multiplyInJava();
    }
    BenchPlan plan = options.plan();
    progress.accept("reading rows");
    BenchRows rows = new BenchReader(spark, options).read();
    List<Contestant> contestants =
        new Contestants(spark, rows, plan, options.blas()).named(options.only());
    int threads = spark.sparkContext().defaultParallelism();
    Ceiling ceiling = new Ceiling(arithmetic, rows.widths(plan.hidden()), threads);
    Map<Precision, List<Double>> ceilings = new EnumMap<>(Precision.class);
    List<Measured> measured = new ArrayList<>();
    for (Contestant contestant : contestants) {
      measured.add(warmUp(contestant));
    }
    for (int round = 1; round <= plan.repetitions(); round++) {
      progress.accept("round %d of %d".formatted(round, plan.repetitions()));
      for (Precision precision : Precision.values()) {
        ceilings
            .computeIfAbsent(precision, p -> new ArrayList<>())
            .add(ceiling.gigaflops(precision));
      }
      inTurn(measured, round).forEach(Bench::repeat);
    }
    return new BenchReport(
        new BenchSetting(
            spark.version(), arithmetic.description(), Mlpc.blas(), threads, rows, plan),
        ceilings,
        measured,
        races(rows, plan, contestants));
  }

  private void requireOneMachine() {
    String master = spark.sparkContext().master();
    if (!master.matches("local(\\[.*\\])?")) {
      throw new ConfigurationException(
          "rappel bench compares on one machine: --master must be local[N], not " + master);
    }
  }

  /** Before MLlib asks netlib for a library, which netlib looks for once. */
  private Arithmetic arithmetic() {
    try {
      return Arithmetic.of(options.blas());
    } catch (UnsupportedOperationException e) {
      throw new ConfigurationException("--blas %s: %s".formatted(options.blas(), e.getMessage()));
    }
  }

  private Measured warmUp(Contestant contestant) {
    progress.accept("warming up " + contestant.name());
    try (HeapWatch watch = new HeapWatch()) {
      contestant.run();
      return new Measured(contestant, watch.largest());
    }
  }

  /** With the garbage of those before it out of the way. */
  private static void repeat(Measured measured) {
    System.gc();
    measured.repeat();
  }

  private static List<Measured> inTurn(List<Measured> measured, int round) {
    List<Measured> order = new ArrayList<>(measured);
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }

  private List<Race.Finish> races(BenchRows rows, BenchPlan plan, List<Contestant> contestants) {
    List<Race.Finish> finishes = new ArrayList<>();
    if (rows.test() == null) {
      return finishes;
    }
    Race race = new Race(spark, rows, plan.targetAccuracy());
    if (contestants.stream().anyMatch(RappelContestant.class::isInstance)) {
      progress.accept("rappel to an accuracy of " + plan.targetAccuracy());
      finishes.add(
          race.rappel(
              TrainingConfig.builder()
                  .hidden(plan.hidden())
                  .seed(plan.seed())
                  .blas(options.blas())));
    }
    if (contestants.stream().anyMatch(MlpcContestant.class::isInstance)) {
      progress.accept("mlpc to an accuracy of " + plan.targetAccuracy());
      finishes.add(race.mlpc(rows.widths(plan.hidden()), plan.seed()));
    }
    return finishes;
  }
}
