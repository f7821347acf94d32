package io.rappel.jobs.commands;

import io.rappel.jobs.config.options.ScoringOptions;
import io.rappel.jobs.config.options.SparkOptions;
import io.rappel.jobs.config.values.TrainingDefaults;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.console.Reading;
import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.ScoringRows;
import io.rappel.jobs.rows.predict.OutputFormat;
import io.rappel.jobs.rows.predict.PredictionOutput;
import io.rappel.jobs.session.SparkStart;
import io.rappel.jobs.text.Secrets;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Applies a model to rows. */
@Command(
    name = "predict",
    description =
        "Applies a model to rows; writes their columns, the prediction and for classes the"
            + " probability of each, in the order of the rows.",
    customSynopsis = {
      "rappel predict --model DIR --data PATH --out PATH [OPTIONS]",
      "   or: rappel predict --model DIR --table NAME --out PATH [OPTIONS]",
      "   or: rappel predict --model DIR --data PATH --out-table NAME [OPTIONS]"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel predict --model model --data rows.csv --out predictions.csv",
      "  rappel predict --model model --data rows.parquet --out predictions",
      "  rappel predict --model model --data rows.csv --threshold 0.2 --out p.csv",
      "  rappel predict --model model --data a.csv --out-format parquet --out dir",
      "  rappel predict --model model --table orders --where \"day>5\" --out dir",
      "  rappel predict --model model --table sales.orders --out-table sales.scored"
    },
    sortOptions = false,
    showDefaultValues = true,
    defaultValueProvider = TrainingDefaults.class)
public final class PredictCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ScoringOptions options;

  @Mixin private SparkOptions running;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description = {
        "One file, which ends in .csv or .parquet; any other name is a folder that all tasks write"
            + " to at once, of Parquet where the input is Parquet, ORC or a table, and else of CSV.",
        "Example: --out predictions.parquet"
      })
  private String out;

  @Option(
      names = "--out-format",
      paramLabel = "FORMAT",
      description = {
        "The format of a folder: ${COMPLETION-CANDIDATES}, or auto: by the input.",
        "Example: --out-format csv"
      })
  private OutputFormat outFormat;

  @Option(
      names = "--out-table",
      paramLabel = "NAME",
      description = {"A table of Spark's instead of --out.", "Example: --out-table sales.scored"})
  private String outTable;

  @Option(
      names = "--overwrite",
      description = "Replaces what is there, once the new output is complete.")
  private boolean overwrite;

  @Mixin private HelpOption help;

  @Override
  public Integer call() throws IOException {
    options.check();
    PredictionOutput output = new PredictionOutput(out, outFormat, outTable, overwrite);
    ScoringStart start = ScoringStart.of(options, running, out, ModelUse.PREDICT);
    output.requireFree(options.input(), start.hadoop());
    PrintWriter err = spec.commandLine().getErr();
    start.note().ifPresent(note -> err.println("note  " + note));
    SparkStart.run(
        running,
        err,
        spark -> {
          Reading reading = new Reading(spark, err);
          ScoringRows rows = new RowReader(spark).openForPrediction(options.input(), start.model());
          rows.notes().forEach(note -> err.println("note  " + note));
          reading
              .during(
                  () ->
                      rows.writePredictions(start.model(), start.decoder(), running.blas(), output))
              .forEach(note -> err.println("note  " + note));
          return null;
        });
    err.println(
        "The predictions are in " + (out == null ? "table " + outTable : Secrets.masked(out)));
    return 0;
  }
}
