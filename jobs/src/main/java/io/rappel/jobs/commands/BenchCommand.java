package io.rappel.jobs.commands;

import io.rappel.jobs.bench.AggregationReport;
import io.rappel.jobs.bench.Bench;
import io.rappel.jobs.bench.BenchReport;
import io.rappel.jobs.bench.rows.BenchOptions;
import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.OutputFile;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.session.Logs;
import io.rappel.jobs.session.SparkStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** Times Rappel beside MLlib's perceptron and the raw multiply. */
@Command(
    name = "bench",
    description =
        "Times Rappel, MLlib's multilayer perceptron and the raw multiply side by side on this"
            + " machine.",
    customSynopsis = {
      "rappel bench [OPTIONS]",
      "   or: rappel bench --data PATH --label COL [--test PATH] [OPTIONS]",
      "   or: rappel bench --aggregation [--parameters N] [--partitions N,...]"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel bench --rows 10000 --features 784 --classes 10 --out bench.json",
      "  rappel bench --data train.csv --label digit --test test.csv --only rappel,mlpc"
    },
    sortOptions = false,
    showDefaultValues = true)
public final class BenchCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private BenchOptions options;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    options.check(given());
    Logs.configure(options.verbose());
    try (OutputFile file = options.out() == null ? null : claimOut()) {
      if (options.aggregation()) {
        AggregationReport report = run(AggregationReport::run);
        show(report.text(), report.json(), file);
      } else {
        BenchReport report = run((spark, what, progress) -> new Bench(spark, what, progress).run());
        show(report.text(), report.json(), file);
      }
    }
    return 0;
  }

  private Set<String> given() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .collect(Collectors.toSet());
  }

  private void show(String text, Map<String, Object> json, OutputFile file) throws IOException {
    spec.commandLine().getOut().print(text);
    spec.commandLine().getOut().flush();
    if (file != null) {
      file.write(Json.pretty(json));
    }
  }

  private OutputFile claimOut() throws IOException {
    Configuration hadoop = HadoopPaths.configuration(SparkStart.settings(options));
    InputFiles.requireApart(options.out(), options.paths(), hadoop);
    return OutputFile.claim("--out", options.out(), options.overwrite(), hadoop);
  }

  /** What is timed, with a session, and who is told what goes on. */
  private interface Timed<R> {
    R run(SparkSession spark, BenchOptions options, Consumer<String> progress);
  }

  private <R> R run(Timed<R> timed) throws IOException {
    PrintWriter progress = spec.commandLine().getErr();
    return SparkStart.run(
        options,
        progress,
        spark -> timed.run(spark, options, line -> progress.println("bench: " + line)));
  }
}
