package io.rappel.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The documented bounds of the relative errors, and values at the edges. */
class ElementaryTest {

  enum Function {
    EXP(-707.9, 709.4, Elementary::exp, -86.9, 88.3, Elementary::exp, PreciseMath::exp),
    SIGMOID(-700, 40, Elementary::sigmoid, -86, 20, Elementary::sigmoid, PreciseMath::sigmoid),
    TANH(-25, 25, Elementary::tanh, -12, 12, Elementary::tanh, PreciseMath::tanh),
    EXPM1(-40, 700, Elementary::expm1, -20, 87, Elementary::expm1, PreciseMath::expm1),
    SOFTPLUS(
        -700, 700, Elementary::softplus, -86, 100, Elementary::softplus, PreciseMath::softplus);

    private final double from64;
    private final double to64;
    private final DoubleUnaryOperator float64;
    private final double from32;
    private final double to32;
    private final NarrowFunction float32;
    private final DoubleFunction<BigDecimal> precise;

    Function(
        double from64,
        double to64,
        DoubleUnaryOperator float64,
        double from32,
        double to32,
        NarrowFunction float32,
        DoubleFunction<BigDecimal> precise) {
      this.from64 = from64;
      this.to64 = to64;
      this.float64 = float64;
      this.from32 = from32;
      this.to32 = to32;
      this.float32 = float32;
      this.precise = precise;
    }
  }

  private interface NarrowFunction {
    float apply(float x);
  }

  /** A fine grid over the whole range, a finer one around 0, and numbers close to 0. */
  private static DoubleStream grid(double from, double to) {
    int n = 2003;
    double step = (to - from) / n;
    DoubleStream whole = DoubleStream.iterate(from, x -> x <= to, x -> x + step);
    DoubleStream middle = DoubleStream.iterate(-2.0001, x -> x <= 2, x -> x + 1.0 / 509);
    DoubleStream small = DoubleStream.iterate(0.5, x -> x > 1e-12, x -> x * -0.77);
    return DoubleStream.concat(whole, DoubleStream.concat(middle, small));
  }

  @ParameterizedTest
  @EnumSource
  void float64StaysWithinItsBound(Function f) {
    double worst =
        grid(f.from64, f.to64)
            .map(x -> PreciseMath.relativeError(f.float64.applyAsDouble(x), f.precise.apply(x)))
            .max()
            .orElseThrow();

    assertThat(worst).isLessThan(6e-16);
  }

  @ParameterizedTest
  @EnumSource
  void float32StaysWithinItsBound(Function f) {
    double worst =
        grid(f.from32, f.to32)
            .map(x -> (float) x)
            .map(x -> PreciseMath.relativeError(f.float32.apply((float) x), f.precise.apply(x)))
            .max()
            .orElseThrow();

    assertThat(worst).isLessThan(3e-7);
  }

  @Test
  void expAtTheEdges() {
    assertThat(Elementary.exp(0.0)).isEqualTo(1).isEqualTo(Elementary.exp(-0.0));
    assertThat(Elementary.exp(Double.POSITIVE_INFINITY)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Elementary.exp(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementary.exp(Double.NaN)).isNaN();
    assertThat(Elementary.exp(Double.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Elementary.exp(-Double.MAX_VALUE)).isZero();
    assertThat(Elementary.exp(Double.MIN_VALUE)).isEqualTo(1);
    assertThat(Elementary.exp(709.4)).isFinite();
    assertThat(Elementary.exp(709.5)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(Elementary.exp(-708.0)).isPositive();
    assertThat(Elementary.exp(-709.0)).isZero();
  }

  @Test
  void narrowExpAtTheEdges() {
    assertThat(Elementary.exp(0f)).isEqualTo(1).isEqualTo(Elementary.exp(-0f));
    assertThat(Elementary.exp(Float.POSITIVE_INFINITY)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementary.exp(Float.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementary.exp(Float.NaN)).isNaN();
    assertThat(Elementary.exp(Float.MAX_VALUE)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementary.exp(-Float.MAX_VALUE)).isZero();
    assertThat(Elementary.exp(88.3f)).isFinite();
    assertThat(Elementary.exp(88.4f)).isEqualTo(Float.POSITIVE_INFINITY);
    assertThat(Elementary.exp(-87f)).isPositive();
    assertThat(Elementary.exp(-88f)).isZero();
  }

  @Test
  void sigmoidAtTheEdges() {
    assertThat(Elementary.sigmoid(0.0)).isEqualTo(0.5);
    assertThat(Elementary.sigmoid(-0f)).isEqualTo(0.5f);
    assertThat(Elementary.sigmoid(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Elementary.sigmoid(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(Elementary.sigmoid(-1000.0)).isZero();
    assertThat(Elementary.sigmoid(1000f)).isEqualTo(1);
    assertThat(Elementary.sigmoid(-1000f)).isZero();
    assertThat(Elementary.sigmoid(Double.NaN)).isNaN();
    assertThat(Elementary.sigmoid(Float.NaN)).isNaN();
  }

  @Test
  void tanhAtTheEdges() {
    assertThat(Elementary.tanh(0.0)).isZero();
    assertThat(Elementary.tanh(-0f)).isZero();
    assertThat(Elementary.tanh(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(Elementary.tanh(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Elementary.tanh(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Elementary.tanh(Float.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(Elementary.tanh(-1000f)).isEqualTo(-1);
    assertThat(Elementary.tanh(Double.NaN)).isNaN();
    assertThat(Elementary.tanh(Float.NaN)).isNaN();
  }

  /** Across the borders where the approximation changes. */
  @ParameterizedTest
  @EnumSource
  void neverDecreases(Function f) {
    double[] x = DoubleStream.iterate(-0.7, v -> v < 0.7, v -> v + 1.4e-5).toArray();

    assertThat(DoubleStream.of(x).map(f.float64).toArray()).isSorted();
  }

  /** Out to where it is no longer a normal number. */
  @Test
  void theTailOfTheNormalDistributionStaysWithinItsBound() {
    for (double t = 0; t < 37.5; t += 0.0737) {
      assertThat(PreciseMath.relativeError(GaussianTail.tail(t), PreciseMath.normalTail(t)))
          .as("tail of %s", t)
          .isLessThan(1.5e-15);
    }
    for (float t = 0; t < 13; t += 0.0737f) {
      assertThat(PreciseMath.relativeError(GaussianTail.tail(t), PreciseMath.normalTail(t)))
          .as("tail of %s", t)
          .isLessThan(8e-7);
    }
  }

  @Test
  void theTailAtTheEdges() {
    assertThat(GaussianTail.tail(0.0)).isBetween(Math.nextDown(0.5), 0.5);
    assertThat(GaussianTail.tail(0f)).isBetween(Math.nextDown(0.5f), 0.5f);
    assertThat(GaussianTail.tail(1e300)).isZero();
    assertThat(GaussianTail.tail(1e30f)).isZero();
    assertThat(GaussianTail.tail(Double.POSITIVE_INFINITY)).isZero();
    assertThat(GaussianTail.tail(Double.NaN)).isNaN();
    assertThat(GaussianTail.tail(Float.NaN)).isNaN();
  }

  @Test
  void expm1AndSoftplusAtTheEdges() {
    assertThat(Elementary.expm1(Double.NEGATIVE_INFINITY)).isEqualTo(-1);
    assertThat(Elementary.expm1(-1e30f)).isEqualTo(-1);
    assertThat(Elementary.expm1(1e-300)).isEqualTo(1e-300);
    assertThat(Elementary.expm1(Double.MAX_VALUE)).isFinite();
    assertThat(Elementary.expm1(Float.MAX_VALUE)).isFinite();
    assertThat(Elementary.expm1(Double.NaN)).isNaN();
    assertThat(Elementary.softplus(1e300)).isEqualTo(1e300);
    assertThat(Elementary.softplus(-1e30f)).isZero();
    assertThat(Elementary.softplus(Float.NaN)).isNaN();
  }
}
