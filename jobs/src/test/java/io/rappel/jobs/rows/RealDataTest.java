package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Data sets beside the project, skipped where they are not. */
class RealDataTest {

  @Test
  void a9aHasLabelsWithSigns() {
    TrainingRows train = reader().readForTraining(request(null, data("a9a.libsvm.gz")), null);
    assertThat(train.schema().classes()).containsExactly("-1", "1");
    assertThat(train.schema().features()).hasSize(123);
    assertThat(train.examples().count()).isEqualTo(32_561);
    ScoringRows test =
        reader()
            .readForScoring(
                RowInput.files(List.of(data("a9a.t.libsvm.gz")), null), train.schema(), true);
    assertThat(test.examples().filter(e -> e.targets()[0] == 1).count()).isEqualTo(3_846);
  }

  @Test
  void californiaHousingHasMissingCellsAndText() {
    String housing = data("california-housing.csv.gz");
    assertThatThrownBy(() -> reader().readForTraining(request("median_house_value", housing), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'ocean_proximity' has 20640 cells")
        .hasMessageContaining("'NEAR BAY' in row 1");
    assertThatThrownBy(() -> reader().readForTraining(without(housing, "ocean_proximity"), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'total_bedrooms' has 207 missing cells, the first in row 291");
    TrainingRows rows =
        reader().readForTraining(without(housing, "ocean_proximity", "total_bedrooms"), null);
    assertThat(rows.schema().task()).isEqualTo(Task.REGRESSION);
    assertThat(rows.examples().count()).isEqualTo(20_640);
  }

  @Test
  void adultIsTextInManyColumns() {
    String adult = data("adult.train.csv.gz");
    assertThatThrownBy(() -> reader().readForTraining(request("income", adult), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "--exclude workclass,education,marital_status,occupation,relationship,race,sex,native_country");
  }

  private static RowsRequest without(String data, String... columns) {
    return new RowsRequest(
        RowInput.files(List.of(data), null),
        List.of("median_house_value"),
        List.of(),
        List.of(columns),
        null,
        null);
  }

  private static String data(String name) {
    Path file = Path.of("../../shared/data", name);
    assumeTrue(Files.exists(file), "no data set " + name + " beside the project");
    return file.toString();
  }
}
