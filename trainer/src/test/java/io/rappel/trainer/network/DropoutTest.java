package io.rappel.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.math.blas.Arithmetic;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.math.rows.DenseRows64;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {

  private static final int UNITS = 11; // two draws of four and a rest
  private static final int ROWS = 100;
  private static final int STEPS = 600;

  /** Hidden units that are 1, and outputs that are what the hidden units pass on. */
  private static Backpropagation64 pass(Dropout dropout) {
    Network network =
        new Network(
            List.of(
                new Layer(1, UNITS, false, Activation.IDENTITY),
                new Layer(UNITS, UNITS, false, Activation.IDENTITY)));
    return new Backpropagation64(network, Arithmetic.of(BlasKind.EJML).multiply64(), ROWS, dropout);
  }

  private static double[] parameters() {
    double[] parameters = new double[UNITS + UNITS * UNITS];
    for (int u = 0; u < UNITS; u++) {
      parameters[u] = 1;
      parameters[UNITS + u * UNITS + u] = 1;
    }
    return parameters;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 0.93})
  void eachUnitIsDroppedWithItsProbabilityWhateverBecomesOfOthers(double rate) {
    Dropout dropout = new Dropout(rate, 3);
    Backpropagation64 pass = pass(dropout);
    double[] ones = new double[ROWS];
    Arrays.fill(ones, 1);
    DenseRows64 rows = new DenseRows64(new DMatrixRMaj(ROWS, 1, true, ones));
    double[][] both = new double[UNITS][UNITS];
    double sum = 0;
    for (int step = 0; step < STEPS; step++) {
      long[] keys = new long[ROWS];
      for (int i = 0; i < ROWS; i++) {
        keys[i] = dropout.key(step, 0, i);
      }
      pass.forward(rows, parameters(), keys);
      for (int i = 0; i < ROWS; i++) {
        for (int u = 0; u < UNITS; u++) {
          double kept = pass.output()[i * UNITS + u];
          sum += kept;
          for (int v = 0; v < UNITS; v++) {
            both[u][v] += kept == 0 && pass.output()[i * UNITS + v] == 0 ? 1 : 0;
          }
        }
      }
    }

    double draws = (double) ROWS * STEPS;
    // Five standard errors of a share, and what 16 bits round.
    for (int u = 0; u < UNITS; u++) {
      for (int v = 0; v < UNITS; v++) {
        double expected = u == v ? rate : rate * rate;
        double error = 5 * Math.sqrt(expected * (1 - expected) / draws) + 0x1p-15;
        assertThat(both[u][v] / draws)
            .as("units %d and %d", u, v)
            .isCloseTo(expected, within(error));
      }
    }
    double error = 5 * Math.sqrt(rate / (1 - rate) / draws / UNITS);
    assertThat(sum / draws / UNITS).as("the mean stays").isCloseTo(1, within(error));
  }
}
