package io.rappel.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.math.rows.DenseRows64;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleUnitsTest {

  /**
   * Four hidden units, with weight 1 each and biases −9, −1, 0 and 9, for rows of −0.5 and 0.5; the
   * output has bias 9.
   */
  @ParameterizedTest
  @CsvSource({
    "RELU, 0.5", // z below 0 on both rows: the first two
    "LEAKY_RELU, 0.5",
    "SIGMOID, 0.5", // far out on either side: the first and the last
    "TANH, 0.5",
    "SOFTPLUS, 0.25",
    "IDENTITY, 0"
  })
  void areThoseWhoseDerivativeIsSmallOnEveryRow(Activation activation, double share) {
    Network network =
        new Network(
            List.of(new Layer(1, 4, true, activation), new Layer(4, 1, true, Activation.SIGMOID)));
    double[] parameters = {1, 1, 1, 1, -9, -1, 0, 9, 0, 0, 0, 0, 9};
    Backpropagation64 pass =
        new Backpropagation64(network, Arithmetic.of(BlasKind.EJML).multiply64(), 2);
    pass.forward(
        new DenseRows64(new DMatrixRMaj(2, 1, true, new double[] {-0.5, 0.5})), parameters);

    assertThat(pass.idleUnits(2)).containsExactly(share, 1);
  }
}
