package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibsvmRowsTest {

  @TempDir Path folder;

  @Test
  void readsSparseRowsCommentsAndSignedLabels() {
    String data =
        write(
            folder.resolve("a.libsvm"),
            "# made by hand",
            "+1 1:0.5 3:-2e3  # first",
            "",
            "-1 4:0 \t 5:7",
            "1");
    TrainingRows rows = reader().readForTraining(request(null, data), null);
    assertThat(rows.schema().task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(rows.schema().features()).containsExactly("f1", "f2", "f3", "f4", "f5");
    assertThat(rows.schema().labels()).containsExactly("label");
    assertThat(rows.schema().classes()).containsExactly("-1", "1");
    assertThat(rows.schema().numericClasses()).isTrue();
    assertThat(CsvTrainingTest.describe(rows))
        .containsExactly(
            "0.5 0.0 -2000.0 0.0 0.0 > 1.0 *1.0",
            "0.0 0.0 0.0 0.0 7.0 > 0.0 *1.0",
            "0.0 0.0 0.0 0.0 0.0 > 1.0 *1.0");
    assertThat(rows.examples().map(e -> ((SparseVector) e.features()).indices().length).collect())
        .containsExactly(2, 1, 0);
  }

  @Test
  void readsCompressedFilesOfManySplits() {
    List<String> lines = new ArrayList<>();
    List<Double> labels = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      lines.add(i + ".5 1:" + i + " 2:1");
      labels.add(i + 0.5);
    }
    for (String name : List.of("a.svm", "a.svm.gz")) {
      String data = write(folder.resolve(name), lines);
      TrainingRows rows = reader().readForTraining(request("label", data), null);
      assertThat(rows.schema().task()).isEqualTo(Task.REGRESSION);
      assertThat(rows.examples().map(e -> e.targets()[0]).collect()).isEqualTo(labels);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 0:3 | its index 0 is below 1",
        "1 2:3 2:4 | its index 2 follows 2, but indices must increase",
        "1 5:3 4:4 | its index 4 follows 5",
        "1 99999999999:1 | '99999999999:1' is not INDEX:VALUE",
        "1 4294967297:1 | its index 4294967297 is too large",
        "1 1:nan | its value in '1:nan' is not finite",
        "1 1:1e999 | is not finite",
        "1 1:2 3: | '3:' is not INDEX:VALUE",
        "1 1:2 3 | '3' is not INDEX:VALUE",
        "1 :2 | ':2' is not INDEX:VALUE",
        "1 -1:2 | '-1:2' is not INDEX:VALUE",
        "1 qid:4 1:2 | 'qid:4' is not INDEX:VALUE",
        "1 1:x | '1:x' is not INDEX:VALUE",
        "1:5 2:3 | its label '1:5' is not a finite number",
        "one 2:3 | its label 'one'",
        "nan 2:3 | its label 'nan'",
        "1,2 2:3 | its label '1,2'",
      })
  void namesFileAndRowOfWhatIsNoRow(String line, String reason) {
    write(folder.resolve("in/1.libsvm"), "1 1:2", "0 1:3");
    String second =
        write(folder.resolve("in/2.libsvm"), "# none", "1 1:2", "0 1:1", line, "x", "0");
    assertThatThrownBy(
            () -> reader().readForTraining(request(null, folder.resolve("in").toString()), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("2 malformed rows: row 3 of " + second)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesFilesWithoutRowsOrFeatures() throws IOException {
    String comments = write(folder.resolve("a.libsvm"), "# nothing", " ");
    fails(comments, comments + " has no rows");
    String labels = write(folder.resolve("b.libsvm"), "1", "0");
    fails(labels, "no row of " + labels + " has a feature");
    String one = write(folder.resolve("c.libsvm"), "1 1:1", "1 1:2");
    fails(one, "column 'label' has the one value '1'");
    Path whole = Path.of(write(folder.resolve("d.libsvm.gz"), "1 1:1", "0 1:2"));
    byte[] bytes = Files.readAllBytes(whole);
    Files.write(whole, Arrays.copyOf(bytes, bytes.length - 9));
    fails(whole.toString(), whole + " is damaged or cut short");
  }

  @Test
  void hasNoColumnsToChoose() {
    String data = write(folder.resolve("a.libsvm"), "1 1:1", "0 1:2");
    assertThatThrownBy(() -> reader().readForTraining(request("y", data), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("did you mean 'label'?");
    RowsRequest excluding =
        new RowsRequest(
            RowInput.files(List.of(data), null), List.of(), List.of(), List.of("f1"), null, null);
    assertThatThrownBy(() -> reader().readForTraining(excluding, null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("rows of LIBSVM");
  }

  private void fails(String data, String message) {
    assertThatThrownBy(() -> reader().readForTraining(request(null, data), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }
}
