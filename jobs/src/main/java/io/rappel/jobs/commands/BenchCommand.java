package io.rappel.jobs.commands;

import io.rappel.jobs.bench.Bench;
import io.rappel.jobs.bench.BenchOptions;
import io.rappel.jobs.bench.BenchReport;
import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.files.HadoopPaths;
import io.rappel.jobs.output.files.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Times Rappel beside MLlib's perceptron and the raw multiply. */
@Command(
    name = "bench",
    description =
        "Times Rappel, MLlib's multilayer perceptron and the raw multiply side by side on this"
            + " machine.",
    customSynopsis = {
      "rappel bench [OPTIONS]",
      "   or: rappel bench --data PATH --label COL [--test PATH] [OPTIONS]"
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
    options.check();
    Logs.configure(options.verbose());
    try (OutputFile file = options.out() == null ? null : claimOut()) {
      BenchReport report = run();
      spec.commandLine().getOut().print(report.text());
      spec.commandLine().getOut().flush();
      if (file != null) {
        file.write(Json.pretty(report.json()));
      }
    }
    return 0;
  }

  private OutputFile claimOut() throws IOException {
    return OutputFile.claim(
        "--out",
        options.out(),
        options.overwrite(),
        HadoopPaths.configuration(SparkStart.settings(options)));
  }

  private BenchReport run() throws IOException {
    PrintWriter progress = spec.commandLine().getErr();
    return SparkStart.run(
        options,
        progress,
        spark -> new Bench(spark, options, line -> progress.println("bench: " + line)).run());
  }
}
