package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rappel.jobs.rows.source.RowInput;
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
        reader().readLabelled(RowInput.files(List.of(data("a9a.t.libsvm.gz")), null), train);
    assertThat(test.examples().filter(e -> e.targets()[0] == 1).count()).isEqualTo(3_846);
  }

  @Test
  void californiaHousingHasMissingCellsAndText() {
    String housing = data("california-housing.csv.gz");
    TrainingRows rows = reader().readForTraining(request("median_house_value", housing), null);
    assertThat(rows.schema().task()).isEqualTo(Task.REGRESSION);
    assertThat(rows.dealt().profile().rows()).isEqualTo(20_640);
    assertThat(rows.notes())
        .containsExactly(
            "task: regression, because label 'median_house_value' has more than 20 different values",
            "features: 8 numbers, 1 category (levels: ocean_proximity 5)",
            "a column has missing cells: total_bedrooms");
    assertThat(rows.dealt().profile().feature(rows.columns().indexOf("total_bedrooms")).missing())
        .isEqualTo(207);
  }

  @Test
  void adultIsTextInManyColumns() {
    TrainingRows rows =
        reader().readForTraining(request("income", data("adult.train.csv.gz")), null);
    assertThat(rows.notes())
        .containsExactly(
            "task: classification, because label 'income' has 2 text values (<=50K, >50K)",
            "features: 6 numbers, 8 categories (levels: workclass 8, education 16,"
                + " marital_status 7, occupation 14, relationship 6, race 5, sex 2,"
                + " native_country 41)",
            "3 columns have missing cells: workclass, occupation, native_country");
  }

  private static String data(String name) {
    Path file = Path.of("../../shared/data", name);
    assumeTrue(Files.exists(file), "no data set " + name + " beside the project");
    return file.toString();
  }
}
