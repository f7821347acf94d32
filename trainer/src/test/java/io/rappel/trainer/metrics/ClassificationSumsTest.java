package io.rappel.trainer.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassificationSumsTest {

  private static final Offset<Double> ROUNDING = within(1e-13);

  static Stream<Named<JsonNode>> cases() {
    return References.cases("classification");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void agreesWithScikitLearn(JsonNode expected) {
    int classes = expected.get("classes").intValue();
    JsonNode map = json(sums(expected, false), classes);

    assertThat(map.get("rows").intValue()).isEqualTo(expected.get("actual").size());
    for (String metric : List.of("accuracy", "log_loss", "macro_f1")) {
      assertThat(map.get(metric).doubleValue())
          .as(metric)
          .isCloseTo(expected.get(metric).doubleValue(), ROUNDING);
    }
    assertPerClass(map.get("per_class"), expected, classes);
    assertMatrix(map.get("confusion_matrix"), expected);
  }

  private static void assertPerClass(JsonNode perClass, JsonNode expected, int classes) {
    assertThat(perClass).hasSize(classes);
    for (int label = 0; label < classes; label++) {
      JsonNode scores = perClass.get("label " + label);
      for (String metric : List.of("precision", "recall", "f1")) {
        assertThat(scores.get(metric).doubleValue())
            .as("%s of %d", metric, label)
            .isCloseTo(expected.get(metric).get(label).doubleValue(), ROUNDING);
      }
      assertThat(scores.get("rows").intValue()).isEqualTo(count(expected.get("actual"), label));
    }
  }

  private static int count(JsonNode classes, int label) {
    int count = 0;
    for (JsonNode actual : classes) {
      count += actual.intValue() == label ? 1 : 0;
    }
    return count;
  }

  private static void assertMatrix(JsonNode matrix, JsonNode expected) {
    double[][] weights = References.rows(expected.get("confusion_matrix"));
    assertThat(matrix).hasSize(weights.length);
    for (int row = 0; row < weights.length; row++) {
      assertThat(References.vector(matrix.get(row))).containsExactly(weights[row], ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areaAgreesWithScikitLearn(JsonNode expected) {
    int classes = expected.get("classes").intValue();
    JsonNode exact = json(sums(expected, false), classes);
    JsonNode binned = json(sums(expected, true), classes);

    if (classes == 2) {
      double area = expected.get("auc").doubleValue();
      assertThat(exact.get("auc").doubleValue()).isCloseTo(area, ROUNDING);
      assertThat(binned.get("auc").doubleValue()).isCloseTo(area, within(1e-3));
    } else {
      assertThat(exact.has("auc")).isFalse();
    }
  }

  @Test
  void binnedAreaOfManyRowsIsCloseToTheExactOne() {
    ClassificationSums exact = new ClassificationSums(2, false);
    ClassificationSums binned = new ClassificationSums(2, true);
    Random random = new Random(5);
    for (int i = 0; i < 50_000; i++) {
      int actual = random.nextInt(2);
      double score = 1 / (1 + Math.exp(-8 * random.nextGaussian() - 4 * actual));
      addBinary(exact, actual, score, 1 + random.nextInt(3));
      addBinary(binned, actual, score, 1);
      addBinary(binned, actual, score, 0);
    }
    double expected = json(exact, 2).get("auc").doubleValue();

    assertThat(json(binned, 2).get("auc").doubleValue()).isCloseTo(expected, within(3e-3));
    assertThat(expected).isBetween(0.6, 0.7);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void tiedScoresCountHalf(boolean binned) {
    ClassificationSums sums = new ClassificationSums(2, binned);
    addBinary(sums, 0, 0.25, 1);
    addBinary(sums, 0, 0.5, 2);
    addBinary(sums, 1, 0.5, 1);
    addBinary(sums, 1, 0.75, 4);
    addBinary(sums, 1, 0.125, 1);

    // of 3 · 6 weighted pairs: 1 + 2/2 for the tied one, 4 · 3 for the highest, 0 for the lowest
    assertThat(json(sums, 2).get("auc").doubleValue()).isEqualTo(14.0 / 18);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theTwoZerosTie(boolean binned) {
    ClassificationSums sums = new ClassificationSums(2, binned);
    addBinary(sums, 1, 0.0, 1);
    addBinary(sums, 0, -0.0, 1);

    assertThat(json(sums, 2).get("auc").doubleValue()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void areaIsNullWhereAClassIsAbsentOrAScoreIsNaN(boolean binned) {
    ClassificationSums absent = new ClassificationSums(2, binned);
    addBinary(absent, 1, 0.75, 1);
    addBinary(absent, 0, 0.25, 0);
    ClassificationSums undefined = new ClassificationSums(2, binned);
    addBinary(undefined, 0, 0.25, 1);
    addBinary(undefined, 1, Double.NaN, 1);
    ClassificationSums merged = new ClassificationSums(2, binned);
    addBinary(merged, 0, 0.25, 1);
    addBinary(merged, 1, 0.75, 1);
    merged.merge(undefined);

    assertThat(json(absent, 2).get("auc").isNull()).isTrue();
    assertThat(json(undefined, 2).get("auc").isNull()).isTrue();
    assertThat(json(merged, 2).get("auc").isNull()).isTrue();
    assertThat(json(undefined, 2).get("log_loss").isNull()).isTrue();
    assertThat(json(undefined, 2).get("accuracy").doubleValue()).isEqualTo(0.5);
  }

  @Test
  void metricsOfNoRowsAreNullOrZero() {
    JsonNode map = json(new ClassificationSums(3, false), 3);

    assertThat(map.get("rows").intValue()).isZero();
    for (String metric : List.of("accuracy", "log_loss", "macro_f1")) {
      assertThat(map.get(metric).isNull()).as(metric).isTrue();
    }
    assertThat(map.get("per_class").get("label 1").get("f1").doubleValue()).isZero();
    assertThat(map.toString()).contains("\"confusion_matrix\":[[0,0,0],[0,0,0],[0,0,0]]");
  }

  @Test
  void aCertainMistakeCostsTheLogarithmOfTheClip() {
    ClassificationSums sums = new ClassificationSums(2, false);
    addBinary(sums, 1, 0, 1);

    assertThat(json(sums, 2).get("log_loss").doubleValue()).isEqualTo(-Math.log(1e-15), ROUNDING);
  }

  @Test
  void wholeWeightsArePrintedAsWholeNumbers() {
    ClassificationSums sums = new ClassificationSums(2, false);
    addBinary(sums, 0, 0.25, 3);
    addBinary(sums, 1, 0.25, 0.5);

    assertThat(json(sums, 2).get("confusion_matrix")).hasToString("[[3,0],[0.5,0]]");
  }

  @Test
  void theMatrixIsLeftOutBeyondOneHundredClasses() {
    assertThat(json(new ClassificationSums(100, false), 100).has("confusion_matrix")).isTrue();
    assertThat(json(new ClassificationSums(101, false), 101).has("confusion_matrix")).isFalse();
  }

  @Test
  void tenThousandClassesTakeLittleMemory() {
    int classes = 10_000;
    ClassificationSums sums = new ClassificationSums(classes, false);
    double[] probabilities = new double[classes];
    for (int label = 0; label < classes; label++) {
      sums.add(label, probabilities, label, 1);
    }

    assertThat(sums.toMap(References.labels(classes))).containsEntry("accuracy", 1.0);
  }

  @Test
  void sumsOfOtherKindsAreRefused() {
    ClassificationSums sums = new ClassificationSums(2, false);

    for (MetricSums other :
        List.of(
            new ClassificationSums(3, false),
            new ClassificationSums(2, true),
            new RegressionSums(2))) {
      assertThatThrownBy(() -> sums.merge(other)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> sums.toMap(List.of("one"))).hasMessage("there are 2 labels, not 1");
    assertThatThrownBy(() -> new ClassificationSums(1, false))
        .hasMessage("there are at least two classes, not 1");
  }

  private static void addBinary(ClassificationSums sums, int actual, double score, double weight) {
    sums.add(actual, new double[] {1 - score, score}, score > 0.5 ? 1 : 0, weight);
  }

  private static ClassificationSums sums(JsonNode rows, boolean binned) {
    ClassificationSums sums = new ClassificationSums(rows.get("classes").intValue(), binned);
    int[] actual = References.integers(rows.get("actual"));
    double[][] probabilities = References.rows(rows.get("probabilities"));
    int[] predicted = References.integers(rows.get("predicted"));
    double[] weight = References.vector(rows.get("weight"));
    for (int row = 0; row < actual.length; row++) {
      sums.add(actual[row], probabilities[row], predicted[row], weight[row]);
    }
    return sums;
  }

  private static JsonNode json(MetricSums sums, int classes) {
    Map<String, Object> map = sums.toMap(References.labels(classes));
    return new ObjectMapper().valueToTree(map);
  }
}
