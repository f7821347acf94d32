package io.rappel.trainer.objective;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.objective.sum.UnitGradient64;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A sum to which gradients of one network can be added again and again, for benchmarks. */
public final class SumCase {

  private static final int ADDENDS = 1 << 20;

  private final Sections sections;
  private final Grid grid;
  private final UnitGradient gradient;
  private final GradientSum sum = new GradientSum();
  private final GradientSum other = new GradientSum();
  private final double[] total;

  public SumCase(Network network, Precision precision) {
    sections = new Sections(network.layout());
    total = new double[sections.entries()];
    double[] maxima = new double[sections.count()];
    Arrays.fill(maxima, 1);
    grid = Grid.of(maxima, 1, ADDENDS, Precision.FLOAT64);
    double[] entries = new Random(1).doubles(network.layout().size(), -1, 1).toArray();
    gradient =
        precision == Precision.FLOAT32 ? UnitCase.narrow(entries) : new UnitGradient64(entries);
    add(sum);
    add(other);
  }

  /** Adds the gradient of one unit. */
  public GradientSum add() {
    add(sum);
    return sum;
  }

  /** Adds two sums up where they are read. */
  public double[] read() {
    new StepSum(List.of(sum, other)).read(total, 0, total.length);
    return total;
  }

  private void add(GradientSum to) {
    to.add(gradient, 1, 1, sections, grid, spare -> {});
  }
}
