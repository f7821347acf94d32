package io.rappel.trainer.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of arrays have the bits of the functions of numbers, wherever a number lies. */
class ElementwiseTest {

  private static final int N = 1000;
  private static final int BEYOND = 3;

  enum Function {
    EXP(Elementwise64::exp, Elementary::exp),
    TANH(Elementwise64::tanh, Elementary::tanh),
    SIGMOID(Elementwise64::sigmoid, Elementary::sigmoid),
    SOFTPLUS(Elementwise64::softplus, Elementary::softplus),
    ELU(Elementwise64::elu, z -> Math.max(z, 0) + Elementary.expm1(Math.min(z, 0))),
    SILU(Elementwise64::silu, z -> z * Elementary.sigmoid(z)),
    GELU(
        Elementwise64::gelu,
        z -> Math.max(z, 0) - GaussianTail.argument(z) * GaussianTail.tail(Math.abs(z))),
    LEAKY_RELU(Elementwise64::leakyRelu, z -> z > 0 ? z : 0.01 * z),
    RELU(Elementwise64::relu, z -> z > 0 ? z : 0);

    private final ArrayFunction ofArrays;
    private final DoubleUnaryOperator ofNumbers;

    Function(ArrayFunction ofArrays, DoubleUnaryOperator ofNumbers) {
      this.ofArrays = ofArrays;
      this.ofNumbers = ofNumbers;
    }
  }

  private interface ArrayFunction {
    void apply(double[] z, double[] a, int n);
  }

  private static double[] numbers() {
    Random random = new Random(3);
    double[] z =
        random
            .doubles(N + BEYOND, -1, 1)
            .map(x -> Math.scalb(x, random.nextInt(-30, 12)))
            .toArray();
    z[5] = Double.NEGATIVE_INFINITY;
    z[6] = 1e30;
    z[7] = -1e30;
    z[8] = 0;
    return z;
  }

  /** Many times, so that the compiled code is tested, too. */
  @ParameterizedTest
  @EnumSource
  void arraysHaveTheBitsOfNumbers(Function f) {
    double[] z = numbers();
    if (f == Function.SILU) {
      z[5] = -1; // −∞ · 0
    }
    double[] expected = Arrays.stream(z).map(f.ofNumbers).limit(N).toArray();
    for (int repetition = 0; repetition < 500; repetition++) {
      double[] inPlace = z.clone();
      f.ofArrays.apply(inPlace, inPlace, N);

      assertThat(Arrays.copyOf(inPlace, N)).isEqualTo(expected);
      assertThat(inPlace[N]).isEqualTo(z[N]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsNoNumberStaysNone(Function f) {
    double[] z = {1, Double.NaN, 1};
    f.ofArrays.apply(z, z, 3);

    assertThat(z[1]).isNaN();
    assertThat(z[2]).isEqualTo(z[0]).isFinite();
  }

  @Test
  void gradientsPassWhereReluIsAboveZeroHoweverLittle() {
    double[] delta = {3, 3, 3, 3};
    Elementwise64.reluBackward(new double[] {Double.MIN_VALUE, 0, 1e300, -0.0}, delta, 4);
    assertThat(delta).containsExactly(3, 0, 3, 0);

    float[] narrow = {3, 3, 3, 3};
    Elementwise32.leakyReluBackward(new float[] {Float.MIN_VALUE, 0, 1e38f, -1}, narrow, 4);
    assertThat(narrow).containsExactly(3, 0.03f, 3, 0.03f);
  }
}
