package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.RawCells;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions of a linear model, whose sums can be made by hand. */
class PredictorTest {

  /** Few columns, and more than rows of sparse numbers may have to be made dense. */
  @ParameterizedTest
  @ValueSource(ints = {7, 5_000})
  void rowsOfTablesAndSparseRowsGiveTheSame(int columns) {
    Random random = new Random(columns);
    double[] offset = random.doubles(columns, -3, 3).toArray();
    double[] factor = random.doubles(columns, 0.5, 2).toArray();
    Network network =
        Network.of(columns, new int[0], 1, true, Activation.RELU, Activation.IDENTITY);
    double[] parameters = random.doubles(columns + 1, -1, 1).toArray();
    List<String> names = IntStream.range(0, columns).mapToObj(j -> "x" + j).toList();
    Model model =
        new Model(
            new DataSchema(Task.REGRESSION, names, List.of("y"), List.of(), false, null),
            network,
            parameters,
            Precision.FLOAT64,
            Loss.SQUARED,
            FeatureEncoder.of(names, new Scaling(offset, factor)),
            Scaling.identity(1),
            Map.of());
    List<List<Object>> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Object[] row = new Object[columns];
      Arrays.setAll(row, j -> random.nextInt(3) == 0 ? random.nextGaussian() : 0.0);
      rows.add(Arrays.asList(row));
    }

    for (boolean sparse : new boolean[] {false, true}) {
      Predictor predictor =
          new Predictor(
              model, BlasKind.EJML, model.encoder().typing(model.encoder().names(), 0, null));
      double[][] found =
          predictor.predict(RawCells.batch(model.encoder().features(), rows, sparse));
      for (int i = 0; i < rows.size(); i++) {
        double sum = parameters[columns];
        for (int j = 0; j < columns; j++) {
          sum += parameters[j] * ((Double) rows.get(i).get(j) - offset[j]) * factor[j];
        }
        assertThat(found[i][0]).as("row %d, sparse: %s", i, sparse).isCloseTo(sum, within(1e-9));
      }
    }
  }
}
