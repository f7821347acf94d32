package io.rappel.jobs.config;

import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.files.TextForm;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.ConfigurationException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.OutputDecoder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** A model and the rows that it is applied to. */
public final class ScoringOptions extends SparkOptions {

  @Option(names = "--model", paramLabel = "DIR", description = "The model's directory.")
  private String model;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      description = "The rows: a file, a folder or a glob. May be repeated.")
  private List<String> data;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description = "A table that Spark knows instead of --data, such as catalog.database.table.")
  private String table;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, or auto: by the names of the files.")
  private RowFormat format;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description = {
        "What ends a cell of CSV, one character or tab; without it, what the header shows.",
        "Example: --delimiter ;"
      })
  private String delimiter;

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = {
        "In which text of CSV is written, UTF-8 without it.",
        "Example: --charset ISO-8859-1"
      })
  private String charset;

  @Option(
      names = "--where",
      paramLabel = "SQL",
      description = {
        "Those rows alone for which this condition over their columns is true, in Spark's SQL.",
        "Example: --where \"age > 30\""
      })
  private String where;

  @Option(
      names = "--threshold",
      paramLabel = "P",
      description = {
        "Of two classes, the second is predicted where its probability is at least this, above 0"
            + " and below 1; without it, where it is the more probable one.",
        "Example: --threshold 0.2"
      })
  private Double threshold;

  @Option(
      names = ConfigFile.OPTION,
      paramLabel = "FILE",
      description = {
        "Options as YAML: names without dashes, then values. The command line wins.",
        "Example: --config scoring.yaml"
      })
  private Path config;

  /**
   * Checks that there is a model, and rows for it.
   *
   * @throws ConfigurationException if one is missing
   */
  public void check() {
    if (model == null) {
      throw new ConfigurationException("there is no model: give --model DIR");
    }
    if (data == null && table == null) {
      throw new ConfigurationException("there are no rows: give --data PATH or --table NAME");
    }
    input();
  }

  /** The model's directory. */
  public String model() {
    return model;
  }

  /**
   * How a model's outputs become predictions.
   *
   * @throws ConfigurationException if there is a threshold, and the model has not two classes or it
   *     is not between 0 and 1
   */
  public OutputDecoder decoder(Model of) {
    return decoder(of, threshold);
  }

  /** The same with a threshold; null: as the model itself decides. */
  public static OutputDecoder decoder(Model of, Double threshold) {
    if (threshold == null) {
      return of.decoder();
    }
    if (!(threshold > 0 && threshold < 1)) {
      throw new ConfigurationException(
          "--threshold must be a number above 0 and below 1, not " + threshold);
    }
    if (of.schema().task() != Task.CLASSIFICATION) {
      throw new ConfigurationException(
          "--threshold decides between two classes, and the model predicts numbers");
    }
    int classes = of.schema().classes().size();
    if (classes != 2) {
      throw new ConfigurationException(
          "--threshold decides between two classes, and the model has " + classes);
    }
    return of.decoder().withThreshold(threshold);
  }

  /** Where the rows are, and which of them. */
  public RowInput input() {
    return new RowInput(
        data == null ? List.of() : data, format, table, where, TextForm.of(delimiter, charset));
  }
}
