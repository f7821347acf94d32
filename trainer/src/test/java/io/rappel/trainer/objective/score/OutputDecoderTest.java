package io.rappel.trainer.objective.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.network.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputDecoderTest {

  private static final OutputDecoder TWO =
      OutputDecoder.classes(2, Loss.HINGE, Activation.IDENTITY);
  private static final OutputDecoder THREE =
      OutputDecoder.classes(3, Loss.SQUARED_HINGE, Activation.IDENTITY);

  @ParameterizedTest
  @ValueSource(doubles = {-1e9, -40, -0.3, 0, 1e-9, 0.4, 2, 1e9})
  void marginsOfTwoClassesBecomeSigmoids(double o) {
    double[] p = TWO.decode(new double[] {o});

    assertThat(p[1]).isCloseTo(1 / (1 + Math.exp(-o)), within(1e-15));
    assertThat(p[0] + p[1]).isCloseTo(1, within(1e-15));
    assertThat(p[1] > 0.5).isEqualTo(o > 0);
    assertThat(TWO.predictedClass(new double[] {o})).isEqualTo(o > 0 ? 1 : 0);
  }

  @Test
  void marginsOfMoreClassesKeepTheirOrder() {
    double[] o = {-2, 0.5, -0.1};
    double[] p = THREE.decode(o);

    assertThat(p[0] + p[1] + p[2]).isCloseTo(1, within(1e-15));
    assertThat(p[1]).isGreaterThan(p[2]);
    assertThat(p[2]).isGreaterThan(p[0]);
    assertThat(p[1] / p[0]).isCloseTo((1 + Math.exp(2)) / (1 + Math.exp(-0.5)), within(1e-13));
    assertThat(THREE.predictedClass(o)).isEqualTo(1);
  }

  @Test
  void marginsFarBelowZeroAreStillProbabilities() {
    assertThat(THREE.decode(new double[] {-1e9, -1e9, -1e9}))
        .containsExactly(1.0 / 3, 1.0 / 3, 1.0 / 3);
  }

  @Test
  void otherOutputsAreCut() {
    OutputDecoder one = OutputDecoder.classes(2, Loss.ABSOLUTE, Activation.IDENTITY);

    assertThat(one.decode(new double[] {1.5})).containsExactly(0, 1);
    assertThat(one.decode(new double[] {0.25})).containsExactly(0.75, 0.25);
    assertThat(one.predictedClass(new double[] {0.4})).isZero();
  }

  @Test
  void aThresholdMovesTheDecisionAndNotTheProbabilities() {
    OutputDecoder one =
        OutputDecoder.classes(2, Loss.LOGISTIC, Activation.SIGMOID).withThreshold(0.3);
    OutputDecoder two =
        OutputDecoder.classes(2, Loss.CROSS_ENTROPY, Activation.SOFTMAX).withThreshold(0.8);

    assertThat(one.predictedClass(new double[] {0.3})).isEqualTo(1);
    assertThat(one.predictedClass(new double[] {Math.nextDown(0.3)})).isZero();
    assertThat(one.decode(new double[] {0.3})).containsExactly(0.7, 0.3);
    assertThat(two.predictedClass(new double[] {0.25, 0.75})).isZero();
    assertThat(two.predictedClass(new double[] {0.2, 0.8})).isEqualTo(1);
    assertThat(TWO.withThreshold(0.9).predictedClass(new double[] {1})).isZero();
    assertThat(one.threshold()).hasValue(0.3);
    assertThat(TWO.threshold()).isEmpty();
  }

  @Test
  void aThresholdIsForTwoClassesAndBetweenZeroAndOne() {
    for (double wrong : new double[] {0, 1, -0.1, 1.5, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> TWO.withThreshold(wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> THREE.withThreshold(0.5));
  }
}
