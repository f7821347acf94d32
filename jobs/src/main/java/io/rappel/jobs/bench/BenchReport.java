package io.rappel.jobs.bench;

import io.rappel.jobs.bench.contest.Race;
import io.rappel.jobs.bench.measure.Machine;
import io.rappel.jobs.bench.measure.Measured;
import io.rappel.jobs.bench.measure.Median;
import io.rappel.jobs.bench.measure.Timing;
import io.rappel.jobs.text.Amounts;
import io.rappel.trainer.math.Precision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a benchmark has found, as a table for people and as JSON. */
public final class BenchReport {

  private final BenchSetting setting;
  private final Map<Precision, List<Double>> ceilings;
  private final List<Measured> measured;
  private final List<Race.Finish> finishes;
  private final double residentMebibytes = Machine.largestResidentMebibytes();

  /**
   * @param ceilings of each round, in 10⁹ operations per second
   * @param finishes of the races to the target accuracy; empty without test rows
   */
  public BenchReport(
      BenchSetting setting,
      Map<Precision, List<Double>> ceilings,
      List<Measured> measured,
      List<Race.Finish> finishes) {
    this.setting = setting;
    this.ceilings = ceilings;
    this.measured = measured;
    this.finishes = finishes;
  }

  private double ceiling(Precision precision) {
    return Median.of(ceilings.get(precision), Double::doubleValue);
  }

  private double share(Measured one) {
    return one.gigaflops(setting.flopsPerRow()) / ceiling(one.contestant().precision());
  }

  /** One object. */
  public Map<String, Object> json() {
    Map<String, Object> map = new LinkedHashMap<>(setting.toMap());
    Map<String, Object> ceiling = new LinkedHashMap<>();
    for (Precision precision : Precision.values()) {
      ceiling.put(precision + "_gflops", ceiling(precision));
    }
    map.put("ceiling", ceiling);
    map.put("contestants", measured.stream().map(this::json).toList());
    if (!finishes.isEmpty()) {
      map.put("target_accuracy", setting.plan().targetAccuracy());
      map.put("target_method", Race.METHOD);
      map.put("to_target", finishes.stream().map(BenchReport::json).toList());
    }
    map.put("max_rss_mib", residentMebibytes);
    return map;
  }

  private Map<String, Object> json(Measured one) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", one.contestant().name());
    map.put("description", one.contestant().description());
    map.put("precision", one.contestant().precision().toString());
    map.put("preparation_seconds", one.preparationSeconds());
    map.put("ms_per_step", one.millisecondsPerStep());
    map.put("examples_per_second", one.examplesPerSecond());
    map.put("gflops", one.gigaflops(setting.flopsPerRow()));
    map.put("share_of_ceiling", share(one));
    map.put("heap_after_gc_mib", one.heapBytes() / 1048576.0);
    map.put("runs", one.timings().stream().map(BenchReport::json).toList());
    return map;
  }

  private static Map<String, Object> json(Timing timing) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("preparation_seconds", timing.preparationSeconds());
    map.put("seconds", timing.seconds());
    map.put("steps", timing.steps());
    map.put("examples", timing.examples());
    return map;
  }

  private static Map<String, Object> json(Race.Finish finish) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", finish.name());
    map.put("reached", finish.reached());
    map.put("accuracy", finish.accuracy());
    map.put("seconds", finish.seconds());
    map.put("effort", finish.effort());
    return map;
  }

  /** Lines. */
  public String text() {
    List<String> lines = new ArrayList<>();
    lines.add(setting.toText());
    for (Precision precision : Precision.values()) {
      lines.add(format("ceiling     %s: %.1f GFLOP/s multiplying", precision, ceiling(precision)));
    }
    lines.add("");
    lines.add(
        format(
            "%-28s %11s %10s %10s %9s %8s %9s",
            "", "examples/s", "ms a step", "GFLOP/s", "ceiling", "prep. s", "heap MiB"));
    measured.forEach(one -> lines.add(line(one)));
    lines.add("");
    finishes.forEach(finish -> lines.add(line(finish)));
    lines.add(format("largest resident set of this process: %.0f MiB", residentMebibytes));
    return String.join("\n", lines) + "\n";
  }

  private String line(Measured one) {
    return format(
        "%-28s %11s %10.3f %10.1f %8.1f%% %8.2f %9.0f",
        one.contestant().name(),
        Amounts.rate(one.examplesPerSecond()),
        one.millisecondsPerStep(),
        one.gigaflops(setting.flopsPerRow()),
        100 * share(one),
        one.preparationSeconds(),
        one.heapBytes() / 1048576.0);
  }

  private String line(Race.Finish finish) {
    return format(
        "%s: %s a test accuracy of %s in %.2f s (%s, %.4f)",
        finish.name(),
        finish.reached() ? "reaches" : "does not reach",
        setting.plan().targetAccuracy(),
        finish.seconds(),
        finish.effort(),
        finish.accuracy());
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
