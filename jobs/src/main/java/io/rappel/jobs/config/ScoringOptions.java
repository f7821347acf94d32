package io.rappel.jobs.config;

import java.util.List;
import picocli.CommandLine.Option;

/** A model and the rows that it is applied to. */
public final class ScoringOptions extends SparkOptions {

  @Option(
      names = "--model",
      paramLabel = "DIR",
      required = true,
      description = "The model's directory.")
  private String model;

  @Option(
      names = "--data",
      paramLabel = "PATH",
      required = true,
      description = "The rows: a file, a folder or a glob. May be repeated.")
  private List<String> data;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}, or auto: by the names of the files.")
  private FileFormat format;

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
