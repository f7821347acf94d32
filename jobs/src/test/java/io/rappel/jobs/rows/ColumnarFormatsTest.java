package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnarFormatsTest {

  private static final String ROWS =
      "select a, cast(a as decimal(9,2)) / 2 b, a % 2 = 0 even, concat('k', a % 3) label,"
          + " concat('7', a) code from (select explode(sequence(0, 99)) a)";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "json", "orc"})
  void trainsOnTypedColumns(String format) {
    Path data = folder.resolve("data." + format);
    session()
        .sql(ROWS)
        .repartition(3)
        .sortWithinPartitions("a")
        .write()
        .format(format)
        .save(data.toString());
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(data.toString()), null),
            List.of("label"),
            List.of("a", "b", "even"),
            List.of(),
            null,
            null);
    TrainingRows rows = reader().readForTraining(request, null);
    assertThat(rows.schema().classes()).containsExactly("k0", "k1", "k2");
    assertThat(CsvTrainingTest.describe(rows))
        .hasSize(100)
        .contains("4.0 2.0 1.0 > 1.0 *1.0", "5.0 2.5 0.0 > 2.0 *1.0");
    TrainingRows all = reader().readForTraining(request("label", data.toString()), null);
    assertThat(all.specs())
        .containsExactlyInAnyOrder(
            FeatureSpec.number("a"),
            FeatureSpec.number("b"),
            FeatureSpec.truth("even"),
            FeatureSpec.number("code"));
    assertThat(all.notes())
        .containsExactly(
            "task: classification, because label 'label' has 3 text values (k0, k1, k2)",
            "features: 3 numbers, 1 boolean");
  }

  @Test
  void keepsTypesInPredictions() {
    Path data = folder.resolve("data.parquet");
    session().sql(ROWS).coalesce(1).write().parquet(data.toString());
    Path out = folder.resolve("out.parquet");
    Model model = Models.sums(Models.numbers(List.of("a"), "y"));
    reader()
        .openForPrediction(RowInput.files(List.of(data.toString()), null), model)
        .writePredictions(model, BlasKind.EJML, out.toString(), false);
    assertThat(session().read().parquet(out.toString()).schema().simpleString())
        .isEqualTo(session().sql(ROWS).schema().simpleString().replace(">", ",prediction:double>"));
  }

  @Test
  void takesMissingCellsAndRefusesNestedColumnsInCsv() {
    Path data = folder.resolve("data.parquet");
    session()
        .sql(
            "select if(a % 10 = 7, null, double(a)) a, double(a) y, array(a) many from (select explode(sequence(0, 99)) a)")
        .coalesce(1)
        .write()
        .parquet(data.toString());
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(data.toString()), null),
            List.of("y"),
            List.of("a"),
            List.of(),
            null,
            null);
    TrainingRows training = reader().readForTraining(request, null);
    assertThat(training.notes()).contains("a column has missing cells: a");
    assertThat(training.dealt().profile().feature(0).missing()).isEqualTo(10);
    assertThatThrownBy(() -> reader().readForTraining(request("a", data.toString()), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'a' has 10 missing cells, the first in row 8 of " + data);
    Model model = Models.sums(Models.numbers(List.of("y"), "z"));
    ScoringRows rows =
        reader().openForPrediction(RowInput.files(List.of(data.toString()), null), model);
    assertThatThrownBy(
            () -> rows.writePredictions(model, BlasKind.EJML, folder + "/out.csv", false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("column 'many' is array<int>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void refusesDamagedFiles(String format) throws IOException {
    Path data = folder.resolve("data." + format);
    session().sql(ROWS).repartition(3).write().format(format).save(data.toString());
    List<Path> parts;
    try (Stream<Path> files = Files.list(data)) {
      parts =
          files.filter(file -> file.getFileName().toString().startsWith("part-")).sorted().toList();
    }
    Path cut = parts.get(1);
    Files.delete(data.resolve("." + cut.getFileName() + ".crc"));
    byte[] bytes = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(
            () ->
                reader()
                    .openForPrediction(
                        RowInput.files(List.of(data.toString()), null),
                        Models.sums(Models.numbers(List.of("a"), "y"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(cut.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\": 1, \"y\" | no JSON at its character 13 (Unexpected end-of-input",
        "{\"a\": 1,, \"y\": 2} | no JSON at its character 9 (Unexpected character",
        "{\"a\": 01, \"y\": 2} | no JSON at its character",
        "{\"a\": \"x\ty\", \"y\": 2} | no JSON at its character",
        "{\"a\": NULL, \"y\": 2} | no JSON at its character",
        "hello | no JSON at its character",
        "12 | no object of JSON: '12'",
        "\"x\" | no object of JSON: '\"x\"'",
        "[1, 2] | no object of JSON: '[1, 2]'",
        "{\"a\": 1}{\"a\": 2} | more than one value of JSON: '{\"a\": 1}{\"a\": 2}'",
        "{\"a\": 1} 2 | more than one value of JSON",
        "[{\"a\": '}'}] {\"a\": 2} | more than one value of JSON",
        "{\"a\": 1}, | no JSON at its character 9 (Unexpected character",
        "{\"a\": \"\\\"\"} x | no JSON at its character"
      })
  void refusesRowsThatAreNoJson(String row, String fault) throws IOException {
    String fine = "{\"a\": 1, \"y\": 2}";
    write(folder.resolve("in/1.json"), fine, "{'a': NaN, \"y\": 2}");
    String data = write(folder.resolve("in/2.json"), "\uFEFF" + fine, "", "[" + fine + "]", row);
    assertThatThrownBy(
            () -> reader().readForTraining(request("y", folder.resolve("in").toString()), null))
        .isInstanceOf(DataException.class)
        .message()
        .startsWith("row 3 of " + data + " is " + fault);
  }
}
