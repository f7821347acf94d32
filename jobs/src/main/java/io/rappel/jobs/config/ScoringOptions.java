package io.rappel.jobs.config;

import io.rappel.trainer.ConfigurationException;
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
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, or auto: by the names of the files.")
  private FileFormat format;

  /**
   * Checks that there is a model, and rows for it.
   *
   * @throws ConfigurationException if one is missing
   */
  public void check() {
    if (model == null) {
      throw new ConfigurationException("there is no model: give --model DIR");
    }
    if (data == null) {
      throw new ConfigurationException("there are no rows: give --data PATH");
    }
  }

  /** The model's directory. */
  public String model() {
    return model;
  }

  /** The rows. */
  public List<String> data() {
    return List.copyOf(data);
  }

  /** The format's name, or null: by the names of the files. */
  public String format() {
    return format == null ? null : format.toString();
  }
}
