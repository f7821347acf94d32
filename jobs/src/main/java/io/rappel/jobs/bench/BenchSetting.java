package io.rappel.jobs.bench;

import io.rappel.jobs.bench.measure.Flops;
import io.rappel.jobs.bench.measure.Machine;
import io.rappel.jobs.bench.rows.BenchPlan;
import io.rappel.jobs.bench.rows.BenchRows;
import io.rappel.jobs.outcome.Version;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was run on what.
 *
 * @param sparkVersion of MLlib as well
 * @param rappelBlas who multiplies for Rappel, for people
 * @param mlpcBlas who multiplies for MLlib, for people
 * @param threads that work at once
 * @param rows to train on
 * @param plan what was run
 */
record BenchSetting(
    String sparkVersion,
    String rappelBlas,
    String mlpcBlas,
    int threads,
    BenchRows rows,
    BenchPlan plan) {

  /** Slows OpenBLAS down where it names another processor than this one. */
  static final String PRESET = "OPENBLAS_CORETYPE";

  List<Integer> widths() {
    return rows.widths(plan.hidden());
  }

  /** Floating-point operations of a row. */
  long flopsPerRow() {
    return Flops.ofRow(widths());
  }

  /** What makes the figures doubtful, in sentences. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    String preset = System.getenv(PRESET);
    if (preset != null) {
      warnings.add(
          "%s=%s is set: OpenBLAS uses the kernels of that processor, which can halve its speed; unset it"
              .formatted(PRESET, preset));
    }
    return warnings;
  }

  /** All of it, for JSON. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rappel", Version.current());
    map.put("spark", sparkVersion);
    map.put("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    map.put("processor", Machine.processor());
    map.put("cores", Machine.cores());
    map.put("threads", threads);
    map.put("heap_limit_mib", Runtime.getRuntime().maxMemory() >> 20);
    map.put("blas", Map.of("rappel", rappelBlas, "mlpc", mlpcBlas));
    map.put("warnings", warnings());
    map.put("source", rows.source());
    map.put("rows", rows.count());
    map.put("reading_seconds", rows.readingSeconds());
    map.put("layers", widths());
    map.put("hidden_activation", "sigmoid");
    map.put("parameters", Flops.parameters(widths()));
    map.put("flop_formula", Flops.FORMULA);
    map.put("flop_per_row", flopsPerRow());
    map.put("iterations", plan.iterations());
    map.put("repetitions", plan.repetitions());
    map.put("seed", plan.seed());
    return map;
  }

  /** All of it, for people. */
  String toText() {
    StringBuilder text = new StringBuilder();
    warnings().forEach(warning -> text.append("warning     ").append(warning).append('\n'));
    text.append(
        """
        machine     %s, %d cores, %d threads; Java %s
        versions    Rappel %s, Spark %s
        rows        %,d, %s, read in %.2f s
        network     %s, sigmoid and softmax, %,d parameters, %,d operations a row
        plan        %d iterations, medians of %d repetitions
        rappel blas %s
        mlpc blas   %s
        """
            .formatted(
                Machine.processor(),
                Machine.cores(),
                threads,
                System.getProperty("java.version"),
                Version.current(),
                sparkVersion,
                rows.count(),
                rows.source(),
                rows.readingSeconds(),
                widths(),
                Flops.parameters(widths()),
                flopsPerRow(),
                plan.iterations(),
                plan.repetitions(),
                rappelBlas,
                mlpcBlas));
    return text.toString();
  }
}
