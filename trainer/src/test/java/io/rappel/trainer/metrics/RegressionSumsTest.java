package io.rappel.trainer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegressionSumsTest {

  static Stream<Named<JsonNode>> cases() {
    return References.cases("regression");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithScikitLearn(JsonNode expected) {
    int outputs = expected.get("outputs").intValue();
    RegressionSums sums = new RegressionSums(outputs);
    double[][] target = References.rows(expected.get("target"));
    double[][] prediction = References.rows(expected.get("prediction"));
    double[] weight = References.vector(expected.get("weight"));
    for (int row = 0; row < weight.length; row++) {
      sums.add(target[row], prediction[row], weight[row]);
    }
    JsonNode map = json(sums, outputs);

    assertThat(map.get("rows").intValue()).isEqualTo(weight.length);
    assertScores(map, expected);
    assertThat(map.has("per_output")).isEqualTo(outputs > 1);
    for (int output = 0; outputs > 1 && output < outputs; output++) {
      assertScores(
          map.get("per_output").get("label " + output), expected.get("per_output").get(output));
    }
  }

  private static void assertScores(JsonNode scores, JsonNode expected) {
    for (String metric : List.of("rmse", "mae", "r2")) {
      assertThat(scores.get(metric).doubleValue())
          .as(metric)
          .isCloseTo(expected.get(metric).doubleValue(), within(1e-12));
    }
  }

  @ParameterizedTest
  @CsvSource({"1e9", "-1e12", "4503599627370496"})
  void spreadSurvivesTargetsFarFromZero(double offset) {
    RegressionSums sums = new RegressionSums(1);
    for (int row = 0; row < 1000; row++) {
      add(sums, offset + row % 4, offset + row % 4 + (row % 2), 0.1);
    }

    // the variance of 0, 1, 2, 3 is 5/4 and the mean squared error 1/2
    assertThat(json(sums, 1).get("r2").doubleValue()).isCloseTo(0.6, within(1e-14));
  }

  @Test
  void constantTargetsAreSeenWhateverTheWeights() {
    RegressionSums wrong = new RegressionSums(1);
    RegressionSums right = new RegressionSums(1);
    for (int row = 1; row <= 20; row++) {
      add(wrong, 0.1, 0.1 * row, 1.0 / row);
      add(right, 0.1, 0.1, 1.0 / row);
    }

    assertThat(json(wrong, 1).get("r2").doubleValue()).isEqualTo(0.0);
    assertThat(json(right, 1).get("r2").doubleValue()).isEqualTo(1.0);
  }

  private static RegressionSums scaled(int from, int to, double first, double second) {
    RegressionSums sums = new RegressionSums(2);
    for (int row = from; row < to; row++) {
      double y = row % 7 - 2.5;
      double a = y + 0.1 * (row % 3);
      sums.add(
          new double[] {y * first, y * second}, new double[] {a * first, -a * second}, 1.5 + row);
    }
    return sums;
  }

  /** The squares of which are 0 in float64, or have lost digits. */
  @ParameterizedTest
  @ValueSource(doubles = {0x1p-530, 0x1p-1000})
  void smallValuesScoreAsTheyDoEnlarged(double scale) {
    RegressionSums whole = scaled(0, 90, scale, scale);
    RegressionSums merged = scaled(0, 40, scale, scale);
    merged.merge(scaled(40, 40, 1, 1));
    merged.merge(scaled(40, 90, scale, scale));
    JsonNode usual = json(scaled(0, 90, 1, 1), 2);
    JsonNode mixed = json(scaled(0, 90, 1, scale), 2).get("per_output");

    for (JsonNode small : List.of(json(whole, 2), json(merged, 2))) {
      for (String metric : List.of("rmse", "mae")) {
        assertThat(small.get(metric).doubleValue() / scale)
            .as(metric)
            .isEqualTo(usual.get(metric).doubleValue());
      }
      assertThat(small.get("r2")).isEqualTo(usual.get("r2"));
    }
    usual = usual.get("per_output");
    assertThat(mixed.get("label 0")).isEqualTo(usual.get("label 0"));
    assertThat(mixed.get("label 1").get("r2")).isEqualTo(usual.get("label 1").get("r2"));
    assertThat(mixed.get("label 1").get("rmse").doubleValue() / scale)
        .isEqualTo(usual.get("label 1").get("rmse").doubleValue());
  }

  @Test
  void smallValuesAmongOthersCountAsNothing() {
    RegressionSums sums = new RegressionSums(1);
    add(sums, 1e-300, 2e-300, 1);
    RegressionSums others = new RegressionSums(1);
    add(others, 1, 2, 1);
    add(others, 3, 3, 1);
    sums.merge(others);

    assertThat(json(sums, 1).get("rmse").doubleValue()).isEqualTo(Math.sqrt(1 / 3.0));
    assertThat(json(sums, 1).get("r2").doubleValue())
        .isCloseTo(1 - 1 / (10 - 16 / 3.0), within(1e-15));
  }

  @Test
  void undefinedMetricsAreNull() {
    RegressionSums weightless = new RegressionSums(1);
    add(weightless, 1, 2, 0);
    add(weightless, 2, 2, 0);
    RegressionSums diverged = new RegressionSums(1);
    add(diverged, 1, Double.NaN, 1);
    add(diverged, 2, 2, 1);

    for (RegressionSums sums : List.of(new RegressionSums(1), weightless, diverged)) {
      for (String metric : List.of("rmse", "mae", "r2")) {
        assertThat(json(sums, 1).get(metric).isNull()).as(metric).isTrue();
      }
    }
  }

  @Test
  void spreadOfOneRowIsUndefined() {
    RegressionSums sums = new RegressionSums(1);
    add(sums, 1, 3, 1);

    assertThat(json(sums, 1)).hasToString("{\"rows\":1,\"rmse\":2.0,\"mae\":2.0,\"r2\":null}");
  }

  @Test
  void sumsOfOtherKindsAreRefused() {
    RegressionSums sums = new RegressionSums(2);

    for (MetricSums other : List.of(new RegressionSums(1), new ClassificationSums(2, false))) {
      assertThatThrownBy(() -> sums.merge(other)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> add(sums, 1, 1, 1))
        .hasMessage("a row has 2 outputs, not 1 targets and 1 predictions");
    assertThatThrownBy(() -> new RegressionSums(0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void add(RegressionSums sums, double target, double prediction, double weight) {
    sums.add(new double[] {target}, new double[] {prediction}, weight);
  }

  private static JsonNode json(RegressionSums sums, int outputs) {
    return new ObjectMapper().valueToTree(sums.toMap(References.labels(outputs)));
  }
}
