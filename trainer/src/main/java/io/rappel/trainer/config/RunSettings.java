package io.rappel.trainer.config;

import static io.rappel.trainer.config.ConfigurationException.requireShare;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;

/**
 * The rows held out, and where and how units are computed.
 *
 * @param validationFraction share of the rows held out by content; 0: none
 * @param ownValidation whether each network of an average holds out rows of its own
 * @param precision of the units' arithmetic; null: by the optimizer
 * @param blas who multiplies; null: the fastest to be had
 * @param localPath whether units run on the driver's threads
 * @param goldenRows whether the model keeps a few training rows, to be replayed where it is used
 * @param importance whether it is found out how much the model depends on each column
 */
public record RunSettings(
    double validationFraction,
    boolean ownValidation,
    Precision precision,
    BlasKind blas,
    LocalPath localPath,
    boolean goldenRows,
    boolean importance) {

  public RunSettings {
    requireShare("validation-fraction", validationFraction);
  }
}
