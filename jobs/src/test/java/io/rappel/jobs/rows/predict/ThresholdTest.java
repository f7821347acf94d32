package io.rappel.jobs.rows.predict;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.config.options.ScoringOptions;
import io.rappel.jobs.rows.Models;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

  private static final Model MODEL =
      Models.logistic(Models.classes(List.of("a"), false, "no", "yes"));

  @TempDir Path folder;

  /** Probabilities of yes: 0.27, 0.5, 0.73 and 0.88. */
  private RowInput rows() {
    String data = write(folder.resolve("in.csv"), "a,label", "-1,yes", "0,no", "1,no", "2,yes");
    return RowInput.files(List.of(data), null);
  }

  private List<String> predictions(Double threshold) throws IOException {
    Path out = folder.resolve("out.csv");
    reader()
        .openForPrediction(rows(), MODEL)
        .writePredictions(
            MODEL,
            ScoringOptions.decoder(MODEL, threshold),
            BlasKind.EJML,
            PredictionOutput.files(out.toString(), true));
    return Files.readAllLines(out).stream().skip(1).map(line -> line.split(",")[2]).toList();
  }

  @Test
  void theSecondClassIsPredictedFromItsProbabilityOn() throws IOException {
    assertThat(predictions(null)).containsExactly("no", "no", "yes", "yes");
    assertThat(predictions(0.5)).containsExactly("no", "yes", "yes", "yes");
    assertThat(predictions(0.2)).containsExactly("yes", "yes", "yes", "yes");
    assertThat(predictions(0.8)).containsExactly("no", "no", "no", "yes");
  }

  private Map<String, Object> evaluated(Double threshold) {
    return reader()
        .readLabelled(rows(), MODEL)
        .evaluate(
            MODEL, ScoringOptions.decoder(MODEL, threshold), BlasKind.EJML, false, note -> {});
  }

  @Test
  void metricsOfClassesFollowAndThoseOfProbabilitiesStay() {
    Map<String, Object> usual = evaluated(null);
    Map<String, Object> high = evaluated(0.8);

    assertThat(usual).doesNotContainKey("threshold").containsEntry("accuracy", 0.5);
    assertThat(high)
        .containsEntry("threshold", 0.8)
        .containsEntry("accuracy", 0.75)
        .containsEntry("confusion_matrix", List.of(List.of(2L, 0L), List.of(1L, 1L)))
        .containsEntry("macro_f1", (0.8 + 2.0 / 3) / 2);
    assertThat(high.get("per_class"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .extractingByKey("yes")
        .isEqualTo(Map.of("precision", 1.0, "recall", 0.5, "f1", 2.0 / 3, "rows", 2L));
    for (String unmoved : List.of("auc", "log_loss", "loss", "rows")) {
      assertThat(high.get(unmoved)).isEqualTo(usual.get(unmoved));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, 7, Double.NaN})
  void probabilitiesAreBetweenZeroAndOne(double threshold) {
    assertThatThrownBy(() -> ScoringOptions.decoder(MODEL, threshold))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--threshold must be a number above 0 and below 1, not " + threshold);
  }

  @Test
  void otherModelsHaveNone() {
    Model numbers = Models.sums(Models.numbers(List.of("a"), "y"));
    assertThatThrownBy(() -> ScoringOptions.decoder(numbers, 0.5))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--threshold decides between two classes, and the model predicts numbers");
    Model three = Models.logistic(Models.classes(List.of("a"), false, "no", "yes", "perhaps"));
    assertThatThrownBy(() -> ScoringOptions.decoder(three, 0.5))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--threshold decides between two classes, and the model has 3");
    assertThat(ScoringOptions.decoder(three, null).threshold()).isEmpty();
  }
}
