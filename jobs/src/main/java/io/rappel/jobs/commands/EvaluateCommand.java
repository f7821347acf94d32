package io.rappel.jobs.commands;

import io.rappel.jobs.config.options.ScoringOptions;
import io.rappel.jobs.config.options.SparkOptions;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.jobs.output.Json;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.console.EvaluationTable;
import io.rappel.jobs.output.console.Reading;
import io.rappel.jobs.output.console.Terminal;
import io.rappel.jobs.output.files.OutputFile;
import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.ScoringRows;
import io.rappel.jobs.rows.files.InputFiles;
import io.rappel.jobs.session.SparkStart;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Scores a model on rows; the metrics are all that goes to the output stream. */
@Command(
    name = "evaluate",
    description =
        "Scores a model on rows with labels; prints its metrics, as a table on a terminal and"
            + " elsewhere as one JSON object.",
    customSynopsis = {
      "rappel evaluate --model DIR --data PATH [OPTIONS]",
      "   or: rappel evaluate --model DIR --table NAME [OPTIONS]"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel evaluate --model model --data test.csv",
      "  rappel evaluate --model model --data test.csv --json --out metrics.json",
      "  rappel evaluate --model model --data test.csv --where \"age>30\"",
      "  rappel evaluate --model model --data test.csv --threshold 0.2",
      "  rappel evaluate --model model --data test.csv --importance",
      "  rappel evaluate --model model --table sales.orders --config scoring.yaml"
    },
    sortOptions = false,
    showDefaultValues = true,
    defaultValueProvider = TrainingDefaults.class)
public final class EvaluateCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ScoringOptions options;

  @Mixin private SparkOptions running;

  @Option(names = "--json", description = "Prints JSON on a terminal, too.")
  private boolean json;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Writes the metrics there as well, as JSON.")
  private String out;

  @Option(names = "--overwrite", description = "Replaces a FILE that is there.")
  private boolean overwrite;

  @Option(
      names = "--importance",
      description =
          "Adds by how much the log loss (of numbers the RMSE) grows where a column is permuted, for"
              + " each column. Costs what it takes to score at most 5,000 rows five times for each"
              + " column, and never more than 4 million rows in all.")
  private boolean importance;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    options.check();
    ScoringStart start = ScoringStart.of(options, running, out, ModelUse.EVALUATE);
    if (out != null) {
      InputFiles.requireApart(out, options.input().paths(), start.hadoop());
    }
    start.note().ifPresent(note -> spec.commandLine().getErr().println("note  " + note));
    try (OutputFile file =
        out == null ? null : OutputFile.claim("--out", out, overwrite, start.hadoop())) {
      Map<String, Object> metrics = evaluate(start.model(), start.decoder());
      if (file != null) {
        file.write(Json.pretty(metrics));
      }
      print(metrics);
    }
    return 0;
  }

  private void print(Map<String, Object> metrics) {
    PrintWriter out = spec.commandLine().getOut();
    Terminal terminal = json ? null : Terminal.ofOutputStream();
    if (terminal != null && terminal.isLive()) {
      out.print(EvaluationTable.of(metrics, terminal.width()));
      out.flush();
    } else {
      out.println(Json.line(metrics));
    }
  }

  private Map<String, Object> evaluate(Model model, OutputDecoder decoder) throws IOException {
    return SparkStart.run(
        running,
        spec.commandLine().getErr(),
        spark -> {
          Reading reading = new Reading(spark, spec.commandLine().getErr());
          ScoringRows rows =
              reading.during(() -> new RowReader(spark).readLabelled(options.input(), model));
          List<String> notes = new ArrayList<>(rows.notes());
          Map<String, Object> metrics =
              reading.during(
                  () -> rows.evaluate(model, decoder, running.blas(), importance, notes::add));
          notes.forEach(note -> spec.commandLine().getErr().println("note  " + note));
          rows.requireUnchanged();
          return metrics;
        });
  }
}
