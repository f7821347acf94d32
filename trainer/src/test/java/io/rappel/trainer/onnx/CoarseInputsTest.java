package io.rappel.trainer.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.Encoding.Affine;
import io.rappel.trainer.features.Encoding.Hat;
import io.rappel.trainer.features.Encoding.Thermometer;
import io.rappel.trainer.features.Feature;
import io.rappel.trainer.features.FeatureEncoder;
import io.rappel.trainer.features.FeatureKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoarseInputsTest {

  private static List<String> coarse(FeatureKind kind, Encoding... encodings) {
    return CoarseInputs.of(
        new FeatureEncoder(List.of(new Feature("x", kind, 0, List.of(encodings)))));
  }

  private static List<String> coarse(Encoding... encodings) {
    return coarse(FeatureKind.NUMBER, encodings);
  }

  @Test
  void knotsThatFloat32ConfusesAreCoarse() {
    assertThat(coarse(new Hat(List.of(1e9, 1e9 + 1, 1e9 + 2)))).containsExactly("x");
    assertThat(coarse(new Affine(1e9, 1), new Thermometer(List.of(100_000.11, 100_000.12))))
        .containsExactly("x");
  }

  @Test
  void knotsThatFloat32HoldsAreNot() {
    assertThat(coarse(new Affine(1e7, 1), new Hat(List.of(1e7, 1e7 + 1, 1e7 + 2)))).isEmpty();
    assertThat(coarse(new Hat(List.of(-118.31, -118.30)))).isEmpty();
    assertThat(coarse(new Hat(List.of(1.5e9, 1.6e9)))).isEmpty();
  }

  @Test
  void withoutKnotsTheDeviationCounts() {
    assertThat(coarse(new Affine(1e9, 1.0 / 30))).containsExactly("x");
    assertThat(coarse(new Affine(1e9, 1e-6))).isEmpty();
    assertThat(coarse(new Affine(1e9, 0))).isEmpty();
  }

  @Test
  void datesComeInFloat64() {
    assertThat(coarse(FeatureKind.DATE, new Affine(1e9, 1))).isEmpty();
  }
}
