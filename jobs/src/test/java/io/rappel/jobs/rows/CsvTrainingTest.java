package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Example;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.model.DataSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

public class CsvTrainingTest {

  @TempDir Path folder;

  @Test
  void readsNumbersBooleansQuotesAndTextLabels() {
    String data =
        write(
            folder.resolve("a.csv"),
            "\"size, m\",big,kind",
            "1.5,true,\"b \"\"x\"\"\"",
            "-2e1,FALSE,a",
            " 3 ,true,a");
    TrainingRows rows = reader().readForTraining(request("kind", data), null);
    assertThat(rows.schema())
        .isEqualTo(
            new DataSchema(
                Task.CLASSIFICATION,
                List.of("size, m", "big"),
                List.of("kind"),
                List.of("a", "b \"x\""),
                false,
                null));
    assertThat(describe(rows))
        .containsExactly("1.5 1.0 > 1.0 *1.0", "-20.0 0.0 > 0.0 *1.0", "3.0 1.0 > 0.0 *1.0");
    assertThat(rows.notes())
        .containsExactly(
            "task: classification, because label 'kind' has 2 text values (a, b \"x\")",
            "features: 1 number, 1 boolean");
  }

  @Test
  void tellsWherePredictionsWillHaveAnotherName() {
    String data = write(folder.resolve("a.csv"), "prediction,probability_b,kind", "1,2,a", "3,5,b");
    assertThat(reader().readForTraining(request("kind", data), null).notes())
        .containsSequence(
            "predict adds 'prediction1' beside the column 'prediction', whose name it would give its own",
            "predict adds 'probability_b1' beside the column 'probability_b', whose name it would give its own");
    String plain = write(folder.resolve("b.csv"), "prediction_a,a,kind", "1,2,a", "3,5,b");
    assertThat(reader().readForTraining(request("kind", plain), null).notes()).hasSize(1);
  }

  @Test
  void readsTheSameTwiceAndNeedsNoHeaderPosition() {
    String data = write(folder.resolve("a.csv"), "y,a", "1,2", "0,3");
    TrainingRows rows = reader().readForTraining(request("y", data), null);
    assertThat(describe(rows))
        .isEqualTo(describe(rows))
        .containsExactly("2.0 > 1.0 *1.0", "3.0 > 0.0 *1.0");
  }

  @Test
  void keepsTheOrderOfFilesAndSplits() {
    List<String> expected = new ArrayList<>();
    int row = 0;
    for (int file = 0; file < 5; file++) {
      List<String> lines = new ArrayList<>(List.of("a,y"));
      // Spark reads larger splits first: sizes must not follow the names.
      for (int i = 0; i < new int[] {3, 900, 1, 2_000, 400}[file]; i++) {
        lines.add(row + ".0," + row % 2);
        expected.add(row + ".0 > " + row++ % 2 + ".0 *1.0");
      }
      write(folder.resolve("in/part-" + file + ".csv"), lines);
    }
    String data = folder.resolve("in").toString();
    TrainingRows rows = reader().readForTraining(request("y", data), null);
    assertThat(rows.examples().getNumPartitions()).isGreaterThan(2);
    assertThat(describe(rows)).isEqualTo(expected);
    assertThat(describe(reader().readForTraining(request("y", data + "/part-*.csv"), null)))
        .isEqualTo(expected);
  }

  @Test
  void readsCompressedAndTabSeparatedFiles() {
    String gz = write(folder.resolve("a.csv.gz"), "a,y", "1,x", "2,z");
    String tsv = write(folder.resolve("a.tsv"), "a\ty", "1\tx", "2\tz");
    List<String> expected = List.of("1.0 > 0.0 *1.0", "2.0 > 1.0 *1.0");
    assertThat(describe(reader().readForTraining(request("y", gz), null))).isEqualTo(expected);
    assertThat(describe(reader().readForTraining(request("y", tsv), null))).isEqualTo(expected);
  }

  @Test
  void readsWhatSpreadsheetsWrite() {
    String data = write(folder.resolve("a b%20c.csv"), "\uFEFFa,y\r", "1,x\r", "2,z\r");
    assertThat(describe(reader().readForTraining(request("y", data), null)))
        .containsExactly("1.0 > 0.0 *1.0", "2.0 > 1.0 *1.0");
  }

  @Test
  void readsColumnsFromNamesOfFoldersAndSkipsWhatIsHidden() {
    write(folder.resolve("in/day=2/a.csv"), "a,y", "1,x");
    write(folder.resolve("in/day=10/a.csv"), "a,y", "2,z");
    write(folder.resolve("in/day=10/empty.csv"));
    write(folder.resolve("in/_SUCCESS"));
    write(folder.resolve("in/.a.csv.crc"), "no header");
    TrainingRows rows =
        reader().readForTraining(request("y", folder.resolve("in").toString()), null);
    assertThat(rows.schema().features()).containsExactly("a", "day");
    assertThat(describe(rows)).containsExactly("2.0 10.0 > 1.0 *1.0", "1.0 2.0 > 0.0 *1.0");
  }

  @Test
  void choosesColumns() {
    String data =
        write(folder.resolve("a.csv"), "id,a,b,w,y,z", "x1,1,2,0.5,3.5,4", "x2,5,6,2,7.5,8");
    RowsRequest chosen =
        new RowsRequest(
            RowInput.files(List.of(data), null),
            List.of("y", "z"),
            List.of("b", "a"),
            List.of(),
            "w",
            null);
    TrainingRows rows = reader().readForTraining(chosen, null);
    assertThat(rows.schema().features()).containsExactly("b", "a");
    assertThat(rows.schema().task()).isEqualTo(Task.REGRESSION);
    assertThat(rows.notes()).containsExactly("task: regression, because there are 2 label columns");
    assertThat(describe(rows)).containsExactly("2.0 1.0 > 3.5 4.0 *0.5", "6.0 5.0 > 7.5 8.0 *2.0");
    RowsRequest excluded =
        new RowsRequest(
            RowInput.files(List.of(data), null),
            List.of("y"),
            List.of(),
            List.of("id", "z"),
            "w",
            null);
    assertThat(reader().readForTraining(excluded, null).schema().features())
        .containsExactly("a", "b");
  }

  @Test
  void namesAColumnWithoutNameByItsPosition() {
    String data = write(folder.resolve("a.csv"), ",a,y", "0,1,p", "1,2,q");
    assertThat(reader().readForTraining(request("y", data), null).schema().features())
        .containsExactly("_c0", "a");
  }

  @Test
  void refusesColumnsThatContradictOneAnother() {
    String data = write(folder.resolve("a.csv"), "age,height,y", "1,2,3", "4,5,6");
    refuses(request(null, data), "--label is needed", "age, height, y");
    refuses(request("z", data), "--label names 'z'", "did you mean 'y'?");
    refuses(with(data, List.of("hieght"), List.of(), null), "--features", "'height'");
    refuses(with(data, List.of(), List.of("ages"), null), "--exclude", "'age'");
    refuses(with(data, List.of(), List.of(), "Weight"), "--weight", "'height'");
    refuses(with(data, List.of("age", "y"), List.of(), null), "--features names 'y'");
    refuses(with(data, List.of("age"), List.of(), "age"), "--features names 'age'");
    refuses(with(data, List.of("age", "age"), List.of(), null), "twice");
    refuses(with(data, List.of(), List.of(), "y"), "--weight names 'y'");
    refuses(with(data, List.of("age"), List.of("height"), null), "cannot be given together");
    refuses(with(data, List.of(), List.of("age", "height"), null), "no column is left");
  }

  private static RowsRequest with(
      String data, List<String> features, List<String> exclude, String weight) {
    return new RowsRequest(
        RowInput.files(List.of(data), null), List.of("y"), features, exclude, weight, null);
  }

  private static void refuses(RowsRequest request, String... parts) {
    assertThatThrownBy(() -> reader().readForTraining(request, null))
        .isInstanceOf(ConfigurationException.class)
        .message()
        .contains(parts);
  }

  public static List<String> describe(TrainingRows rows) {
    return rows.examples().map(CsvTrainingTest::describe).collect();
  }

  public static String describe(Example example) {
    return join(example.features().toArray())
        + " > "
        + join(example.targets())
        + " *"
        + example.weight();
  }

  private static String join(double[] values) {
    StringBuilder text = new StringBuilder();
    for (double value : values) {
      text.append(text.isEmpty() ? "" : " ").append(value);
    }
    return text.toString();
  }
}
