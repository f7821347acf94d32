package io.rappel.trainer.objective.unit;

import io.rappel.trainer.data.batch.UnitSet;
import io.rappel.trainer.objective.sum.Grid;
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

  /** In float64. */
  public StepWork(double[] parameters, UnitSet units, Grid grid) {
    this(parameters, null, units, grid);
  }

  /** In float32. */
  public StepWork(float[] parameters, UnitSet units, Grid grid) {
    this(null, parameters, units, grid);
  }

  private StepWork(double[] parameters64, float[] parameters32, UnitSet units, Grid grid) {
    this.parameters64 = parameters64;
    this.parameters32 = parameters32;
    this.units = units;
    this.grid = grid;
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

  public Grid grid() {
    return grid;
  }
}
