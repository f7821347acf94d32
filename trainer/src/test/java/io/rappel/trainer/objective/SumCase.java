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

/** Sums of gradients of one network, which can be made again and again, for benchmarks. */
public final class SumCase {

  private static final int ADDENDS = 1 << 20;

  private final Sections sections;
  private final Grid grid;
  private final UnitGradient gradient;
  private final GradientSum sum = new GradientSum();
  private final GradientSum other = new GradientSum();
  private final double[] total;
  private final double[] entries;

  public SumCase(Network network, Precision precision) {
    sections = new Sections(network.layout());
    total = new double[sections.entries()];
    grid = Grid.of(maxima(), 1, ADDENDS, Precision.FLOAT64);
    entries = new Random(1).doubles(network.layout().size(), -1, 1).toArray();
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

  /**
   * Makes a step of a few units, whose gradients are added up in pairs of float32, in the array of
   * the first.
   *
   * @param units from 2 to 4
   */
  public StepSum pairs(int units) {
    Grid fine = Grid.of(maxima(), 1, units, Precision.FLOAT32);
    GradientSum[] parts = {new GradientSum(), new GradientSum()};
    for (int unit = 0; unit < units; unit++) {
      parts[unit % 2].add(UnitCase.narrow(entries), 1, 1, sections, fine, spare -> {});
    }
    StepSum step = new StepSum(List.of(parts));
    if (step.pairs() == null) {
      throw new IllegalStateException("these units are not added up in pairs");
    }
    return step;
  }

  private double[] maxima() {
    double[] maxima = new double[sections.count()];
    Arrays.fill(maxima, 1);
    return maxima;
  }

  private void add(GradientSum to) {
    to.add(gradient, 1, 1, sections, grid, spare -> {});
  }
}
