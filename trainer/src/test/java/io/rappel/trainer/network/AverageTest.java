package io.rappel.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.network.ParameterLayout.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The single network's outputs are the means of its members'. */
class AverageTest {

  @ParameterizedTest
  @CsvSource({"'', true", "5, true", "5 3, true", "4 4 7, false"})
  void outputsAreTheMeansOfTheMembers(String hidden, boolean bias) {
    int[] units =
        Stream.of(hidden.split(" "))
            .filter(s -> !s.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    Network member = Network.of(6, units, 2, bias, Activation.TANH, Activation.IDENTITY);
    Random random = new Random(1);
    List<double[]> parameters =
        Stream.generate(() -> random.doubles(member.layout().size(), -1, 1).toArray())
            .limit(3)
            .toList();
    Average average = new Average(member, 3);
    double[] whole = average.parameters(parameters);

    for (int i = 0; i < 10; i++) {
      double[] row = random.doubles(6, -2, 2).toArray();
      double[] outputs = outputs(average.network(), whole, row);
      for (int j = 0; j < 2; j++) {
        int column = j;
        double mean =
            parameters.stream()
                .mapToDouble(one -> outputs(member, one, row)[column])
                .average()
                .orElseThrow();
        assertThat(outputs[j]).isCloseTo(mean, within(1e-12));
      }
    }
    assertThat(average.network().outputs()).isEqualTo(2);
    assertThat(average.network().layers()).hasSize(units.length + 1);
  }

  /** tanh between the layers, nothing behind the last. */
  private static double[] outputs(Network network, double[] parameters, double[] row) {
    double[] a = row;
    for (int l = 0; l < network.layers().size(); l++) {
      Tensor weight = network.layout().tensor("layers." + l + ".weight");
      double[] z = new double[weight.columns()];
      if (network.layers().get(l).bias()) {
        Tensor bias = network.layout().tensor("layers." + l + ".bias");
        System.arraycopy(parameters, bias.offset(), z, 0, z.length);
      }
      for (int i = 0; i < weight.rows(); i++) {
        for (int j = 0; j < z.length; j++) {
          z[j] += a[i] * parameters[weight.offset() + i * z.length + j];
        }
      }
      for (int j = 0; j < z.length && l < network.layers().size() - 1; j++) {
        z[j] = Math.tanh(z[j]);
      }
      a = z;
    }
    return a;
  }
}
