package io.rappel.trainer.spark.sum;

import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import io.rappel.trainer.objective.sum.GradientSum;
import io.rappel.trainer.objective.sum.Grid;
import io.rappel.trainer.objective.sum.Sections;
import io.rappel.trainer.objective.sum.StepSum;
import io.rappel.trainer.objective.sum.UnitGradient;
import io.rappel.trainer.objective.sum.UnitGradient64;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Gradients of whole numbers: the unit of number n has n · (1, 2, …), weight n and no loss. */
final class SumOfNumbers implements PartitionSum<Integer> {

  private static final long serialVersionUID = 1L;

  static final int LENGTH = 5000; // more than is added in one go

  private static final Sections SECTIONS =
      new Sections(
          Network.of(LENGTH, new int[0], 1, false, Activation.RELU, Activation.IDENTITY).layout());

  private static final Grid GRID = grid();

  private static Grid grid() {
    double[] maxima = new double[SECTIONS.count()];
    Arrays.fill(maxima, 1e7);
    return Grid.of(maxima, 1, 1000, Precision.FLOAT64);
  }

  static GradientSum of(int number) {
    GradientSum sum = new GradientSum();
    add(number, sum);
    return sum;
  }

  private static void add(int number, GradientSum sum) {
    double[] entries = new double[LENGTH];
    Arrays.setAll(entries, i -> (i + 1.0) * number);
    sum.add(new UnitGradient64(entries), 0, number, SECTIONS, GRID, spare -> {});
  }

  static double[] entries(List<GradientSum> sums) {
    double[] entries = new double[LENGTH];
    new StepSum(sums).read(entries, 0, LENGTH);
    return entries;
  }

  /** What the units of numbers have together. */
  static double[] expected(int sum) {
    return entries(List.of(of(sum)));
  }

  @Override
  public GradientSum of(BooleanSupplier more, Supplier<Integer> next) {
    GradientSum sum = new GradientSum();
    while (more.getAsBoolean()) {
      add(next.get(), sum);
    }
    return sum;
  }

  @Override
  public void recycle(UnitGradient gradient) {
    // none is used anew
  }
}
