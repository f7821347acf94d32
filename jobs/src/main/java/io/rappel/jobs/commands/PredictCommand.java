package io.rappel.jobs.commands;

import io.rappel.jobs.config.ScoringOptions;
import io.rappel.jobs.config.TrainingDefaults;
import io.rappel.jobs.output.HadoopPaths;
import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.rows.RowReader;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Applies a model to rows. */
@Command(
    name = "predict",
    description = {
      "Applies a model to rows. Writes their columns, the prediction and for classes the",
      "probability of each, in the order of the rows."
    },
    sortOptions = false,
    showDefaultValues = true,
    defaultValueProvider = TrainingDefaults.class)
public final class PredictCommand implements Callable<Integer> {

  @Mixin private ScoringOptions options;

  @Option(
      names = "--out",
      paramLabel = "PATH",
      required = true,
      description =
          "A file that ends in .csv or .parquet; any other name is a folder of CSV parts.")
  private String out;

  @Option(names = "--overwrite", description = "Replaces what is there.")
  private boolean overwrite;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this text.")
  private boolean help;

  @Override
  public Integer call() throws IOException {
    Logs.configure(options.verbose());
    Model model =
        ModelFiles.read(options.model(), HadoopPaths.configuration(SparkStart.settings(options)));
    try (SparkSession spark = SparkStart.session(options)) {
      new RowReader(spark)
          .readForScoring(options.data(), options.format(), model.schema(), false)
          .writePredictions(model, options.blas(), out, overwrite);
    }
    System.err.println("the predictions are in " + out);
    return 0;
  }
}
