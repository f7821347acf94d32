package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.shard.Scaling;
import io.rappel.trainer.loss.Loss;
import io.rappel.trainer.math.Precision;
import io.rappel.trainer.model.Model;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a training that begins with a model, and what is told of them. */
class StartingModelTest {

  private static final Model SUMS = Models.sums(Models.numbers(List.of("a", "b"), "y"));

  @TempDir Path folder;

  @Test
  void columnsOfTheModelAreNotLeftOut() {
    String data = write(folder.resolve("a.csv"), "a,b,c,d,y", "1,5,6,u,0.5", "2,5,6,u,1.5");

    try (TrainingRows rows = reader().readForTraining(request("y", data), null)) {
      assertThat(rows.notes()).contains("left out: b, c, d, which have one value throughout");
      assertThat(rows.continuing(SUMS).notes())
          .contains("left out: c, d, which have one value throughout")
          .contains("kept, as the model has it: b, which has one value throughout");
    }
  }

  @Test
  void labelsThatAreTooLargeAreToldWithTheirRow() {
    String data = write(folder.resolve("a.csv"), "a,b,Y", "1,5,0.5", "2,5,1e30", "2,6,-1e30");
    String sentence =
        "column 'Y' has 2 cells that are too large for float32,"
            + " the first '1e30' in row 2 of "
            + data;

    try (TrainingRows rows = reader().readForWarmStart(request("y", data), SUMS)) {
      rows.requireTargets(Loss.SQUARED, SUMS.targetScaling(), Precision.FLOAT64);
      assertThatThrownBy(
              () -> rows.requireTargets(Loss.SQUARED, SUMS.targetScaling(), Precision.FLOAT32))
          .isInstanceOf(DataException.class)
          .hasMessage(sentence);
      rows.requireTargets(
          Loss.SQUARED, new Scaling(new double[1], new double[] {1e-15}), Precision.FLOAT32);
    }
    Model narrow =
        new Model(
            SUMS.schema(),
            SUMS.network(),
            SUMS.parameters(),
            Precision.FLOAT32,
            SUMS.loss(),
            SUMS.encoder(),
            SUMS.targetScaling(),
            Map.of());
    try (ScoringRows rows = reader().readLabelled(RowInput.files(List.of(data), null), narrow)) {
      assertThatThrownBy(() -> rows.evaluate(narrow, null, note -> {})).hasMessage(sentence);
    }
  }

  @Test
  void soAreThoseOfLibsvm() {
    String data = write(folder.resolve("a.libsvm"), "1 1:4", "-1e30 2:1");
    Model model = Models.sums(Models.numbers(List.of("f1", "f2"), "label"));

    try (TrainingRows rows = reader().readForWarmStart(request("label", data), model)) {
      assertThatThrownBy(
              () -> rows.requireTargets(Loss.SQUARED, model.targetScaling(), Precision.FLOAT32))
          .hasMessageContaining("column 'label' has 1 cell that is too large for float32")
          .hasMessageEndingWith("the first '-1.0E30' in row 2 of " + data);
    }
  }
}
