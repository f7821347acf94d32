package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.network.Activation;
import io.rappel.trainer.network.Initializer;
import io.rappel.trainer.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Finite features give finite predictions, whatever the model. */
class PredictorRangeTest {

  /** Wider than rows that are made dense. */
  private static final int MANY = 5000;

  /** Far beyond what float32 holds, once scaled. */
  private static final double[] BEYOND = {1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE, 1e39};

  private static final double[] WITHIN = {0, -0.0, 1, Double.MIN_VALUE, 1e6};

  /** A kind of model. */
  private record Kind(Loss loss, boolean classes, Activation hidden, Activation output) {

    private Model model(int features, Precision precision) {
      int outputs = loss == Loss.LOGISTIC ? 1 : 3;
      Network network = Network.of(features, new int[] {9, 7}, outputs, true, hidden, output);
      double[] offset = new double[features];
      double[] factor = new double[features];
      Arrays.setAll(offset, j -> 1000 * (j % 3 - 1));
      Arrays.setAll(factor, j -> List.of(1.0, 1e10, 0.0, 1e-3).get(j % 4));
      return new Model(
          schema(features),
          network,
          precision.round(Initializer.parse("normal:3").initialize(network, 5)),
          precision,
          loss,
          FeatureEncoder.of(schema(features).features(), new Scaling(offset, factor)),
          classes
              ? Scaling.identity(outputs)
              : new Scaling(new double[] {5, 5, 5}, new double[] {0.1, 1, 10}),
          Map.of());
    }

    private DataSchema schema(int features) {
      List<String> names = IntStream.range(0, features).mapToObj(j -> "x" + j).toList();
      List<String> three = List.of("a", "b", "c");
      return classes
          ? new DataSchema(
              Task.CLASSIFICATION,
              names,
              List.of("y"),
              loss == Loss.LOGISTIC ? List.of("a", "b") : three,
              false,
              null)
          : new DataSchema(Task.REGRESSION, names, three, List.of(), false, null);
    }
  }

  static Stream<Kind> kinds() {
    List<Kind> kinds = new ArrayList<>();
    for (Loss loss : Loss.values()) {
      for (Activation output : loss.outputActivations()) {
        if (loss.forClasses()) {
          kinds.add(new Kind(loss, true, Activation.RELU, output));
        }
        if (loss.forNumbers() && output != Activation.SOFTMAX) {
          kinds.add(new Kind(loss, false, Activation.RELU, output));
        }
      }
    }
    for (Activation hidden : Activation.values()) {
      if (hidden.forHiddenLayers()) {
        kinds.add(new Kind(Loss.CROSS_ENTROPY, true, hidden, Activation.SOFTMAX));
        kinds.add(new Kind(Loss.POISSON, false, hidden, Activation.EXP));
      }
    }
    return kinds.stream();
  }

  /** A row for each number alone, and rows of several with both signs. */
  private static List<Vector> rows(int features, double[] numbers) {
    List<Vector> rows = new ArrayList<>();
    for (double number : numbers) {
      double[] alone = new double[features];
      alone[0] = number;
      double[] both = new double[features];
      Arrays.setAll(both, j -> j % 2 == 0 ? number : -number);
      rows.add(Vectors.dense(alone).compressed());
      rows.add(Vectors.dense(both));
    }
    return rows;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyPredictionIsFinite(Kind kind) {
    for (Precision precision : Precision.values()) {
      for (int features : new int[] {6, MANY}) {
        Predictor predictor = TestRows.predictor(kind.model(features, precision));
        List<Vector> rows = new ArrayList<>(rows(features, WITHIN));
        check(kind, predictor.predict(TestRows.batch(rows)));
        assertThat(predictor.rowsBeyond()).isZero();

        check(kind, predictor.predict(TestRows.batch(rows(features, BEYOND))));
        int beyond = precision == Precision.FLOAT32 ? 2 * BEYOND.length : 2 * BEYOND.length - 2;
        assertThat(predictor.rowsBeyond()).isEqualTo(beyond);
      }
    }
  }

  private static void check(Kind kind, double[][] predictions) {
    for (double[] prediction : predictions) {
      assertThat(prediction).doesNotContain(Double.NaN);
      assertThat(Arrays.stream(prediction)).allMatch(Double::isFinite);
      if (kind.classes) {
        assertThat(Arrays.stream(prediction)).allMatch(p -> p >= 0 && p <= 1);
        assertThat(Arrays.stream(prediction).sum()).isCloseTo(1, within(1e-5));
      }
    }
  }

  @Test
  void aNumberBeyondSpeaksForTheSideThatItIsOn() {
    Network network = Network.of(1, new int[0], 1, true, Activation.RELU, Activation.SIGMOID);
    Model model =
        new Model(
            new DataSchema(
                Task.CLASSIFICATION, List.of("x"), List.of("y"), List.of("a", "b"), false, null),
            network,
            new double[] {0.5, 0.25},
            Precision.FLOAT32,
            Loss.LOGISTIC,
            FeatureEncoder.of(List.of("x"), Scaling.identity(1)),
            Scaling.identity(1),
            Map.of());

    assertThat(TestRows.predict(model, List.of(Vectors.dense(1e300), Vectors.dense(-1e300))))
        .isDeepEqualTo(new double[][] {{0, 1}, {1, 0}});
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void weightsThatAreTooLargeAreNamed(Precision precision) {
    double large = precision == Precision.FLOAT32 ? 1e38f : 1e308;
    Network network = Network.of(2, new int[] {2}, 3, false, Activation.RELU, Activation.SOFTMAX);
    double[] weights = new double[network.layout().size()];
    Arrays.fill(weights, large);
    Model model =
        new Model(
            new DataSchema(
                Task.CLASSIFICATION,
                List.of("x", "z"),
                List.of("y"),
                List.of("a", "b", "c"),
                false,
                null),
            network,
            weights,
            precision,
            Loss.CROSS_ENTROPY,
            FeatureEncoder.of(List.of("x", "z"), Scaling.identity(2)),
            Scaling.identity(3),
            Map.of());

    assertThatThrownBy(
            () -> TestRows.predict(model, List.of(Vectors.dense(0, 0), Vectors.dense(7, 8))))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "the model's weights are too large for %s: it gives no number for the row with the features 7.0, 8.0",
            precision);
  }
}
