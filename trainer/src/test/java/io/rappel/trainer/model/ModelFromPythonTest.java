package io.rappel.trainer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rappel.trainer.data.TestRows;
import io.rappel.trainer.model.file.LocalModelDirectory;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.junit.jupiter.api.Test;

/** Reads what {@code src/test/python/model_from_python.py} wrote with Python's safetensors. */
class ModelFromPythonTest {

  private static final Model MODEL =
      ModelFormat.load(
          new LocalModelDirectory(Path.of("src", "test", "resources", "model-from-python")));

  @Test
  void theWeightsOfPythonAreRead() {
    assertThat(MODEL.parameters())
        .containsExactly(0.5, 0.25, -1.5, 0.75, 3, -2, 0.125, -0.0625, 1, -0.5, -2, 4, 0.75, -0.25);
  }

  @Test
  void predictionsAreThoseOfPyTorch() {
    List<Vector> rows =
        numbers("rows").stream()
            .map(row -> Vectors.dense(row.stream().mapToDouble(Double::doubleValue).toArray()))
            .toList();
    double[][] predictions = TestRows.predict(MODEL, rows);
    for (int i = 0; i < predictions.length; i++) {
      List<Double> expected = numbers("predictions").get(i);
      for (int j = 0; j < expected.size(); j++) {
        assertThat(predictions[i][j]).isCloseTo(expected.get(j), within(1e-6));
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static List<List<Double>> numbers(String key) {
    return (List<List<Double>>) MODEL.provenance().get(key);
  }
}
