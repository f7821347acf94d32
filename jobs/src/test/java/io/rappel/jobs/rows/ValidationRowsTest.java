package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.columns.Validation;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows to validate on that a column or a condition tells. */
class ValidationRowsTest {

  private static final String HEADER = "patient,day,size,label";

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();

  /** Groups of 1, 2, 4, … rows, so that the held-out rows tell which groups they are. */
  @BeforeEach
  void makeRows() {
    Random random = new Random(3);
    for (int group = 0; group < 9; group++) {
      for (int i = 0; i < 1 << group; i++) {
        double size = random.nextInt(1000) / 8.0;
        lines.add(
            "p%d,2024-01-%02d,%s,%s"
                .formatted(group, 1 + lines.size() % 28, size, size > 60 ? "yes" : "no"));
      }
    }
  }

  private String written(String name) {
    List<String> all = new ArrayList<>(List.of(HEADER));
    all.addAll(lines);
    return write(folder.resolve(name), all);
  }

  private static TrainingRows read(String path, Validation validation) {
    return reader()
        .readForTraining(
            new RowsRequest(
                RowInput.files(List.of(path), null),
                List.of("label"),
                List.of(),
                List.of(),
                null,
                null,
                List.of(),
                CellRules.DEFAULT,
                validation),
            null);
  }

  private static TrainingResult train(TrainingRows rows, int partitions) {
    TrainingConfig config =
        TrainingConfig.builder().hidden(List.of(4)).epochs(3).blas(BlasKind.EJML).build();
    return SparkTraining.train(
        rows.input(null, partitions, null), config, new TrainingListener() {});
  }

  @Test
  void groupsAreHeldOutAsAWhole() {
    TrainingRows rows = read(written("rows.csv"), Validation.groups("patient", 0.3));
    TrainingResult result = train(rows, 2);
    long held = (long) result.validation().get("rows");

    assertThat(rows.schema().features()).doesNotContain("patient");
    assertThat(rows.notes()).contains("whole groups of 'patient' are held out to validate on");
    // A third of nine groups; a set of groups has but one sum of rows.
    assertThat(Long.bitCount(held)).isEqualTo(3);
    assertThat(result.train()).containsEntry("rows", lines.size() - held);

    Collections.shuffle(lines, new Random(4));
    TrainingResult again = train(read(written("other.csv"), Validation.groups("patient", 0.3)), 3);
    assertThat(again.validation()).containsEntry("rows", held);
    assertThat(ModelFormat.weightsSha256(again.model()))
        .isEqualTo(ModelFormat.weightsSha256(result.model()));
  }

  @Test
  void rowsOfAConditionAreHeldOut() {
    long late = lines.stream().filter(line -> line.contains(",2024-01-2")).count();

    TrainingRows rows = read(written("rows.csv"), Validation.rows("day >= '2024-01-20'"));
    TrainingResult result = train(rows, 2);

    assertThat(result.validation()).containsEntry("rows", late);
    assertThat(result.train()).containsEntry("rows", lines.size() - late);
    assertThat(rows.schema().features()).contains("day");
  }

  @Test
  void conditionsThatHoldOutNothingOrAllAreFaults() {
    String path = written("rows.csv");

    assertThatThrownBy(() -> read(path, Validation.rows("size < 0")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("true of no row, so that there is none to validate on");
    assertThatThrownBy(() -> read(path, Validation.rows("size >= 0")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("true of all rows, so that none is left to train on");
    assertThatThrownBy(() -> read(path, Validation.rows("sise >= 0")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--validation-after")
        .hasMessageContaining("sise");
  }

  @ParameterizedTest
  @CsvSource({"label,a label", "day,the weight", "size,a feature"})
  void aColumnWithAnotherPurposeTellsNoGroups(String column, String purpose) {
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(written("rows.csv")), null),
            List.of("label"),
            List.of("size"),
            List.of(),
            "day",
            null,
            List.of(),
            CellRules.DEFAULT,
            Validation.groups(column, 0.2));

    assertThatThrownBy(() -> reader().readForTraining(request, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--validation-group names '%s', which is %s already", column, purpose);
  }

  @Test
  void groupsMustBeThereAndBeSeveral() {
    String path = written("rows.csv");

    assertThatThrownBy(() -> read(path, Validation.groups("patients", 0.2)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("did you mean 'patient'?");
    lines.removeIf(line -> !line.startsWith("p5,"));
    String one = written("one.csv");
    assertThatThrownBy(() -> read(one, Validation.groups("patient", 0.2)))
        .isInstanceOf(DataException.class)
        .hasMessage("--validation-group needs at least two groups, and column 'patient' has one");
  }
}
