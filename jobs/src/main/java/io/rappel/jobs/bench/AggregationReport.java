package io.rappel.jobs.bench;

import io.rappel.jobs.bench.measure.Median;
import io.rappel.jobs.bench.rows.BenchOptions;
import io.rappel.trainer.spark.sum.SumComparison;
import io.rappel.trainer.spark.sum.SumComparison.Measured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Gradients added up as steps do beside Spark's {@code treeAggregate}, for people and as JSON. */
public final class AggregationReport {

  private final SparkSession spark;
  private final int parameters;
  private final List<Measured> measured = new ArrayList<>();

  private AggregationReport(SparkSession spark, int parameters) {
    this.spark = spark;
    this.parameters = parameters;
  }

  /**
   * Measures.
   *
   * @param progress is told in lines what goes on
   */
  public static AggregationReport run(
      SparkSession spark, BenchOptions options, Consumer<String> progress) {
    AggregationReport report = new AggregationReport(spark, options.parameters());
    SumComparison comparison =
        new SumComparison(
            JavaSparkContext.fromSparkContext(spark.sparkContext()),
            options.parameters(),
            options.plan().repetitions(),
            options.workMillis(),
            progress);
    for (int partitions : options.partitions()) {
      report.measured.addAll(comparison.of(partitions));
    }
    return report;
  }

  private static double seconds(Measured one) {
    return Median.of(one.seconds(), Double::doubleValue);
  }

  /** One object. */
  public Map<String, Object> json() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("spark", spark.version());
    map.put("master", spark.sparkContext().master());
    map.put("parameters", parameters);
    map.put("sums", measured.stream().map(AggregationReport::json).toList());
    return map;
  }

  private static Map<String, Object> json(Measured one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("way", one.way().toString());
    map.put("partitions", one.partitions());
    map.put("seconds", seconds(one));
    map.put("bytes_to_driver", one.bytesToDriver());
    map.put("sum_sha256", one.sum());
    map.put("runs", one.seconds());
    return map;
  }

  /** Lines. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "sums of %,d parameters, Spark %s on %s",
            parameters,
            spark.version(),
            spark.sparkContext().master()));
    lines.add("");
    lines.add(
        String.format(
            "%10s  %-14s %9s %14s  %s", "partitions", "", "seconds", "MB to driver", "sum"));
    for (Measured one : measured) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%10d  %-14s %9.3f %14.1f  %s",
              one.partitions(),
              one.way(),
              seconds(one),
              one.bytesToDriver() / 1e6,
              one.sum().isEmpty() ? "" : one.sum().substring(0, 12)));
    }
    return String.join("\n", lines) + "\n";
  }
}
