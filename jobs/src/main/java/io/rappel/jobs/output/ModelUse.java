package io.rappel.jobs.output;

import io.rappel.jobs.text.Amounts;
import io.rappel.trainer.config.ConfigurationException;
import java.util.Locale;

/** What a command does with a model, and how much memory that takes. */
public enum ModelUse {
  /** The parameters in float64. */
  INSPECT(8, Integer.MAX_VALUE),
  /** Besides, their bytes, in memory and on their way into a file. */
  EXPORT(24, Integer.MAX_VALUE),
  /** Besides, those that go out to tasks, as they are and as bytes. */
  EVALUATE(24, Integer.MAX_VALUE),
  /** Besides, the bytes of all, twice, and those of each of two tasks. */
  PREDICT(48, (Integer.MAX_VALUE - (1 << 24)) / 8),
  /** The training counts its own. */
  TRAIN(8, Integer.MAX_VALUE),
  /** Models of a registry, of which that is true as well. */
  RETRAIN(8, Integer.MAX_VALUE);

  /** Share of a heap that arrays can fill. */
  private static final double USABLE = 0.9;

  private final int bytesOfParameter;
  private final int mostParameters;

  ModelUse(int bytesOfParameter, int mostParameters) {
    this.bytesOfParameter = bytesOfParameter;
    this.mostParameters = mostParameters;
  }

  /**
   * @param heap in bytes
   * @throws ConfigurationException if a model does not fit it
   */
  void require(String model, int parameters, long heap) {
    if (parameters > mostParameters) {
      throw new ConfigurationException(
          "%s has %,d parameters, of which %s can hand at most %,d to its tasks"
              .formatted(named(model), parameters, this, mostParameters));
    }
    long needed = (long) parameters * bytesOfParameter;
    if (needed > USABLE * heap) {
      throw new ConfigurationException(
          "%s has %,d parameters, with which %s needs about %s of memory, and there is %s: set RAPPEL_MEMORY=%dg, or spark.driver.memory under spark-submit"
              .formatted(
                  named(model),
                  parameters,
                  this,
                  Amounts.bytes(needed),
                  Amounts.bytes(heap),
                  (long) (needed / USABLE / (1 << 30)) + 1));
    }
  }

  /** The option that names the model. */
  String option() {
    return switch (this) {
      case TRAIN -> "--warm-start";
      case RETRAIN -> "--registry";
      default -> "--model";
    };
  }

  /** A model as its option names it. */
  String named(String model) {
    return option() + " " + model;
  }

  /** The command's name. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
