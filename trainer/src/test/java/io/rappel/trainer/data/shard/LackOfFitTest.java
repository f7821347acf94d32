package io.rappel.trainer.data.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;
import org.junit.jupiter.api.Test;

/** The F test against least squares over all rows, one of which has a column for each parameter. */
class LackOfFitTest {

  private static final int NUMBERS = 24;

  private final double[] numbers = IntStream.range(0, NUMBERS).mapToDouble(i -> i * i).toArray();

  private double[][] rows(Random random, int count, int classes) {
    return IntStream.range(0, count)
        .mapToObj(
            row ->
                new double[] {
                  numbers[row < NUMBERS ? row : random.nextInt(NUMBERS)],
                  classes > 0 ? random.nextInt(classes) : 1e3 + random.nextGaussian(),
                  1 + random.nextInt(3)
                })
        .sorted(Arrays::compare)
        .toArray(double[][]::new);
  }

  private static int[] starts(double[][] rows) {
    return IntStream.range(0, rows.length)
        .filter(row -> row == 0 || rows[row][0] != rows[row - 1][0])
        .toArray();
  }

  private double[] knots(int bins) {
    return IntStream.rangeClosed(0, bins)
        .mapToDouble(k -> numbers[k * (NUMBERS - 1) / bins])
        .toArray();
  }

  /** Squares that are left by least squares with weights, over all targets. */
  private static double left(double[][] rows, double[][] basis, double[][] targets) {
    DMatrixRMaj x = new DMatrixRMaj(basis);
    DMatrixRMaj y = new DMatrixRMaj(targets);
    double[] root = Arrays.stream(rows).mapToDouble(row -> Math.sqrt(row[2])).toArray();
    CommonOps_DDRM.multRows(root, x);
    CommonOps_DDRM.multRows(root, y);
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.pseudoInverse(true);
    DMatrixRMaj weights = new DMatrixRMaj(x.numCols, y.numCols);
    solver.setA(x.copy());
    solver.solve(y.copy(), weights);
    CommonOps_DDRM.multAdd(-1, x, weights, y);
    return Math.pow(NormOps_DDRM.normF(y), 2);
  }

  /**
   * The height at x of each piecewise linear function that is 1 at one knot and 0 at the others.
   */
  private static double[] hats(double x, double[] knots) {
    double[] hats = new double[knots.length];
    for (int k = 0; k < knots.length; k++) {
      if (k > 0 && x >= knots[k - 1] && x <= knots[k]) {
        hats[k] = (x - knots[k - 1]) / (knots[k] - knots[k - 1]);
      } else if (k + 1 < knots.length && x >= knots[k] && x <= knots[k + 1]) {
        hats[k] = (knots[k + 1] - x) / (knots[k + 1] - knots[k]);
      }
    }
    return hats;
  }

  private void check(double[][] rows, double[] knots, double[][] targets, LackOfFit test) {
    double spline =
        left(
            rows,
            Arrays.stream(rows).map(row -> hats(row[0], knots)).toArray(double[][]::new),
            targets);
    double means =
        left(
            rows,
            Arrays.stream(rows).map(row -> hats(row[0], numbers)).toArray(double[][]::new),
            targets);
    double mean =
        left(
            rows,
            Arrays.stream(rows).map(row -> new double[] {1}).toArray(double[][]::new),
            targets);
    double meanSquare = means / (rows.length - NUMBERS);

    LackOfFit.Result result = test.against(numbers, knots);

    assertThat(result.f())
        .isCloseTo((spline - means) / (NUMBERS - knots.length) / meanSquare, within(1e-6));
    assertThat(result.share())
        .isCloseTo(1 - meanSquare / (spline / (rows.length - knots.length)), within(1e-6));
    assertThat(result.own())
        .isCloseTo(
            (spline - means - (NUMBERS - knots.length) * meanSquare)
                / (mean - means - (NUMBERS - 1) * meanSquare),
            withinPercentage(1e-3));
  }

  @Property(tries = 40)
  void ofNumbersIsThatOfLeastSquares(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 20) int bins) {
    double[][] rows = rows(new Random(seed), 120, 0);
    double[][] targets =
        Arrays.stream(rows).map(row -> new double[] {row[1]}).toArray(double[][]::new);

    check(rows, knots(bins), targets, LackOfFit.ofNumbers(rows, starts(rows), 1));
  }

  @Property(tries = 40)
  void ofClassesIsThatOfTheirIndicators(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 5) int classes) {
    double[][] rows = rows(new Random(seed), 120, classes);
    double[][] targets = new double[rows.length][classes];
    IntStream.range(0, rows.length).forEach(row -> targets[row][(int) rows[row][1]] = 1);

    check(rows, knots(6), targets, LackOfFit.ofClasses(rows, starts(rows), 1, classes));
  }

  /**
   * Where targets are what the spline is, both residuals are rounding, whose ratio means nothing.
   */
  @Test
  void roundingIsNoLackOfFit() {
    double[][] rows = rows(new Random(3), 120, 0);
    Arrays.stream(rows).forEach(row -> row[1] = 0.1 * row[0] + 1e6);

    LackOfFit.Result result = LackOfFit.ofNumbers(rows, starts(rows), 1).against(numbers, knots(6));

    assertThat(result.f()).isLessThan(0.01);
    assertThat(result.share()).isLessThan(0.01);
  }
}
