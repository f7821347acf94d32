package io.rappel.jobs.config.options;

import io.rappel.jobs.config.values.ConfigFile;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.objective.score.OutputDecoder;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A model and the rows that it is applied to. */
public final class ScoringOptions extends SourceOptions {

  @Option(
      names = "--model",
      order = FIRST - 1,
      paramLabel = "DIR",
      description = "The model's directory.")
  private String model;

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

  @Override
  public void check() {
    if (model == null) {
      throw new ConfigurationException("there is no model: give --model DIR");
    }
    super.check();
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
}
