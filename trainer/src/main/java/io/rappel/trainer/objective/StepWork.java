package io.rappel.trainer.objective;

import io.rappel.trainer.data.UnitSet;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.optim.Chunks;
import java.io.Serializable;

/**
 * What goes out for one evaluation: parameters in the precision of the computation, the units, the
 * grid.
 */
public final class StepWork implements Serializable {

  private static final long serialVersionUID = 1L;

  private final double[] parameters64;
  private final float[] parameters32;
  private final UnitSet units;
  private final Grid grid;
  private final String description;

  StepWork(double[] parameters, Precision precision, UnitSet units, Grid grid, String description) {
    this.parameters64 = precision == Precision.FLOAT64 ? parameters : null;
    this.parameters32 = precision == Precision.FLOAT32 ? narrow(parameters) : null;
    this.units = units;
    this.grid = grid;
    this.description = description;
  }

  static float[] narrow(double[] parameters) {
    float[] narrowed = new float[parameters.length];
    Chunks.each(
        narrowed.length,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            narrowed[i] = (float) parameters[i];
          }
        });
    return narrowed;
  }

  double[] parameters64() {
    return parameters64;
  }

  float[] parameters32() {
    return parameters32;
  }

  /** The units of the step. */
  public UnitSet units() {
    return units;
  }

  Grid grid() {
    return grid;
  }

  /** For people, such as {@code epoch 3/20, step 12, loss 0.231}. */
  public String description() {
    return description;
  }
}
