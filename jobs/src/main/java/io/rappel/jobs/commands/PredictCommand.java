package io.rappel.jobs.commands;

import io.rappel.jobs.config.ScoringOptions;
import io.rappel.jobs.config.SparkOptions;
import io.rappel.jobs.config.TrainingDefaults;
import io.rappel.jobs.output.HadoopPaths;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.jobs.output.Secrets;
import io.rappel.jobs.rows.RowReader;
import io.rappel.jobs.rows.ScoringRows;
import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.model.Model;
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
      "   or: rappel predict --model DIR --table NAME --out PATH [OPTIONS]"
    },
    footerHeading = "%nExamples%n",
    footer = {
      "  rappel predict --model model --data rows.csv --out predictions.csv",
      "  rappel predict --model model --data rows.parquet --out predictions.parquet"
    },
    sortOptions = false,
    showDefaultValues = true,
    defaultValueProvider = TrainingDefaults.class)
public final class PredictCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ScoringOptions options;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      description =
          "A file that ends in .csv or .parquet; any other name is a folder of CSV parts.")
  private String out;

  @Option(names = "--overwrite", description = "Replaces what is there.")
  private boolean overwrite;

  @Option(
      names = {"-h", "--help"},
      order = SparkOptions.LAST,
      usageHelp = true,
      description = "Shows this text.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    options.check();
    if (out == null) {
      throw new ConfigurationException("there is no place for the predictions: give --out PATH");
    }
    Logs.configure(options.verbose());
    Model model =
        ModelFiles.read(
            options.model(),
            HadoopPaths.configuration(SparkStart.settings(options)),
            ModelUse.PREDICT);
    PrintWriter err = spec.commandLine().getErr();
    SparkStart.run(
        options,
        err,
        spark -> {
          Reading reading = new Reading(spark, err);
          ScoringRows rows = new RowReader(spark).openForPrediction(options.input(), model);
          rows.notes().forEach(note -> err.println("note  " + note));
          reading
              .during(() -> rows.writePredictions(model, options.blas(), out, overwrite))
              .forEach(note -> err.println("note  " + note));
          return null;
        });
    err.println("The predictions are in " + Secrets.masked(out));
    return 0;
  }
}
