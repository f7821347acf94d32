package io.rappel.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InitializerTest {

  private static final int INPUTS = 400;
  private static final int UNITS = 100;

  private static double[] weights(String initializer, Activation activation) {
    Network network = new Network(List.of(new Layer(INPUTS, UNITS, true, activation)));
    double[] parameters = Initializer.parse(initializer).initialize(network, 3);
    assertThat(Arrays.copyOfRange(parameters, INPUTS * UNITS, parameters.length)).containsOnly(0);
    return Arrays.copyOf(parameters, INPUTS * UNITS);
  }

  private static double deviation(double[] weights) {
    return Math.sqrt(DoubleStream.of(weights).map(w -> w * w).average().orElseThrow());
  }

  /** Of 40,000 draws the deviation is within 2 % of what it should be. */
  @ParameterizedTest
  @CsvSource({
    "he, 0.0707107",
    "lecun, 0.05",
    "fan-in, 0.0288675",
    "xavier, 0.0632456",
    "normal:0.3, 0.3",
    "uniform:0.6, 0.34641"
  })
  void weightsHaveTheDeviationOfTheirKind(String initializer, double expected) {
    assertThat(deviation(weights(initializer, Activation.TANH)))
        .isCloseTo(expected, within(0.02 * expected));
  }

  @Test
  void uniformWeightsFillTheirRange() {
    double[] weights = weights("uniform:0.6", Activation.TANH);

    assertThat(DoubleStream.of(weights).map(Math::abs).max().orElseThrow()).isBetween(0.599, 0.6);
    assertThat(weights("zeros", Activation.TANH)).containsOnly(0);
  }

  @ParameterizedTest
  @EnumSource
  void autoOfOneLayerIsHeForReluAndItsLike(Activation activation) {
    boolean xavier =
        switch (activation) {
          case IDENTITY, TANH, SIGMOID, EXP, SOFTMAX -> true;
          case RELU, LEAKY_RELU, ELU, GELU, SILU, SOFTPLUS -> false;
        };

    assertThat(weights("auto", activation))
        .isEqualTo(weights(xavier ? "xavier" : "he", activation));
  }

  @ParameterizedTest
  @CsvSource({
    "RELU, 1, fan-in",
    "GELU, 3, fan-in",
    "RELU, 4, he",
    "TANH, 1, xavier",
    "SIGMOID, 4, xavier"
  })
  void autoIsFanInOfFewHiddenLayersLikeRelu(Activation hidden, int layers, String kind) {
    int[] units = new int[layers];
    Arrays.fill(units, 7);
    Network network = Network.of(5, units, 3, true, hidden, Activation.SOFTMAX);
    double[] auto = Initializer.parse("auto").initialize(network, 3);
    double[] named = Initializer.parse(kind).initialize(network, 3);
    ParameterLayout.Tensor first = network.layout().tensor("layers.0.weight");

    assertThat(Arrays.copyOfRange(auto, first.offset(), first.end()))
        .isEqualTo(Arrays.copyOfRange(named, first.offset(), first.end()));
  }

  @Test
  void biasesOfHiddenLayersFillTheirRangeWhereItIsAuto() {
    Network network =
        Network.of(INPUTS, new int[] {UNITS}, 9, true, Activation.RELU, Activation.SOFTMAX);
    double[] auto = Initializer.parse("auto").initialize(network, 3);
    double[] he = Initializer.parse("he").initialize(network, 3);
    ParameterLayout.Tensor hidden = network.layout().tensor("layers.0.bias");
    ParameterLayout.Tensor last = network.layout().tensor("layers.1.bias");

    double[] biases = Arrays.copyOfRange(auto, hidden.offset(), hidden.end());
    assertThat(DoubleStream.of(biases).max().orElseThrow()).isBetween(0.13, 0.15);
    assertThat(DoubleStream.of(biases).min().orElseThrow()).isBetween(-0.15, -0.13);
    assertThat(Arrays.copyOfRange(auto, last.offset(), last.end())).containsOnly(0);
    assertThat(Arrays.copyOfRange(he, hidden.offset(), hidden.end())).containsOnly(0);
  }

  @Test
  void quietInputsBeginAtZeroAndCountForLessWhereItIsAuto() {
    Network network = new Network(List.of(new Layer(INPUTS, UNITS, true, Activation.RELU)));
    BitSet quiet = new BitSet();
    quiet.set(100, INPUTS);

    double[] auto = Initializer.parse("auto").initialize(network, quiet, 3);
    assertThat(deviation(Arrays.copyOf(auto, 100 * UNITS))).isCloseTo(0.102598, within(0.002));
    assertThat(Arrays.copyOfRange(auto, 100 * UNITS, INPUTS * UNITS)).containsOnly(0);
    assertThat(Initializer.parse("he").initialize(network, quiet, 3))
        .isEqualTo(Initializer.parse("he").initialize(network, 3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"auto", "fan-in", "xavier", "he", "lecun", "normal:0.25", "uniform:0.5", "zeros"})
  void namesAreReadAndWritten(String name) {
    assertThat(Initializer.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "uniform", "uniform:", "uniform:x", "uniform:-1", "normal:NaN"})
  void otherNamesAreRefused(String name) {
    assertThatThrownBy(() -> Initializer.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }
}
