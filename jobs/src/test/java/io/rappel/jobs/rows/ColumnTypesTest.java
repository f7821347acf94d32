package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.model.Model;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which types columns may have, and where files may lie. */
class ColumnTypesTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint(3)|tinyint(4)|3.0|4.0",
        "smallint(3)|smallint(-4)|3.0|-4.0",
        "bigint(3)|bigint(4)|3.0|4.0",
        "float(0.5)|float(0.25)|0.5|0.25",
        "cast(1.25 as decimal(38, 10))|cast(-2 as decimal(38, 10))|1.25|-2.0",
        "true|false|1.0|0.0"
      })
  void takesNumbersOfAllWidthsAndBooleans(
      String cell, String other, String expected, String expectedOther) {
    String data = parquet("select %s a, 1.5d y union all select %s, 2.5d".formatted(cell, other));
    TrainingRows rows = reader().readForTraining(LocalSpark.request("y", data), null);
    assertThat(CsvTrainingTest.describe(rows))
        .containsExactlyInAnyOrder(expected + " > 1.5 *1.0", expectedOther + " > 2.5 *1.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "date'2024-01-01'|date'1969-12-31'|false",
        "timestamp'2024-01-01 10:00:00'|timestamp'2024-01-02 00:00:00'|true",
        "timestamp_ntz'2024-01-01 00:00:00'|timestamp_ntz'2024-01-01 10:00:00'|true"
      })
  void takesDatesAndMoments(String cell, String other, boolean timed) {
    String data = parquet("select %s d, 1.5d y union all select %s, 2.5d".formatted(cell, other));
    TrainingRows rows = reader().readForTraining(LocalSpark.request("y", data), null);
    assertThat(rows.specs()).containsExactly(FeatureSpec.date("d", timed));
    assertThat(rows.notes()).contains("features: 1 date");
    assertThat(rows.dealt().profile().feature(0).moments()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "array('x', 'y')|array<string>",
        "map('a', 1)|map<string,int>",
        "named_struct('a', 1)|struct<a:int>",
        "X'0102'|binary"
      })
  void leavesOtherTypesOutAndRefusesThemByName(String cell, String type) {
    String data = parquet("select id a, %s odd, 1.5d + id y from range(2)".formatted(cell));
    TrainingRows rows = reader().readForTraining(LocalSpark.request("y", data), null);
    assertThat(rows.schema().features()).containsExactly("a");
    assertThat(rows.notes()).contains("left out: column 'odd' is " + type);
    fails(
        new RowsRequest(
            RowInput.files(List.of(data), null),
            List.of("y"),
            List.of("a", "odd"),
            List.of(),
            null,
            null),
        "column 'odd' is %s, which is no feature".formatted(type));
    fails(
        request(data, "odd", null),
        "label column 'odd' is " + type + ": a label is a number, text or boolean");
    Model model = Models.sums(Models.numbers(List.of("odd"), "y"));
    assertThatThrownBy(() -> reader().readLabelled(RowInput.files(List.of(data), null), model))
        .isInstanceOf(DataException.class)
        .hasMessage("column 'odd' is %s, which is no feature", type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select array(1.5d, id) v, id y from range(2) where id < 0",
        "select cast(array() as array<double>) v, id y from range(2)"
      })
  void arraysWithoutEntriesAreNoFeatures(String rows) {
    String data = parquet(rows);
    fails(
        new RowsRequest(
            RowInput.files(List.of(data), null), List.of("y"), List.of("v"), List.of(), null, null),
        "column 'v' is array<double>, and no row of " + data);
  }

  @Test
  void refusesLabelsAndWeightsOfDates() {
    String data = parquet("select id a, date_add(date'2024-01-01', int(id)) d, id y from range(5)");
    fails(
        request(data, "d", null), "label column 'd' is date: a label is a number, text or boolean");
    fails(
        new RowsRequest(
            RowInput.files(List.of(data), null), List.of("y"), List.of(), List.of(), "d", null),
        "weight column 'd' is date: a weight is a number, text or boolean");
  }

  @Test
  void readsPartitionsOfFoldersAsColumns() {
    for (String format : List.of("parquet", "csv")) {
      String data = folder.resolve("parts-" + format).toString();
      session()
          .sql("select a, a * 2.5d y, 2020 + a % 3 year from (select explode(sequence(0, 8)) a)")
          .coalesce(1)
          .write()
          .option("header", "true")
          .partitionBy("year")
          .format(format)
          .save(data);
      RowsRequest request = LocalSpark.request("y", data);
      assertThat(CsvTrainingTest.describe(reader().readForTraining(request, null)))
          .hasSize(9)
          .contains("4.0 2021.0 > 10.0 *1.0", "5.0 2022.0 > 12.5 *1.0");
      RowsRequest one = request(data, "y", "year = 2021");
      assertThat(CsvTrainingTest.describe(reader().readForTraining(one, null)))
          .containsExactly("1.0 > 2.5 *1.0", "4.0 > 10.0 *1.0", "7.0 > 17.5 *1.0");
    }
  }

  @Test
  void readsGlobs() {
    session().sql("select 1 a, 1.5d y").write().json(folder.resolve("in/1.json").toString());
    session().sql("select 2 a, 2.5d y").write().json(folder.resolve("in/2.json").toString());
    session().sql("select 'x' a").write().json(folder.resolve("in/other").toString());
    RowsRequest request = LocalSpark.request("y", folder + "/in/*.json");
    assertThat(CsvTrainingTest.describe(reader().readForTraining(request, null)))
        .containsExactly("1.0 > 1.5 *1.0", "2.0 > 2.5 *1.0");
  }

  @Test
  void readsLineBreaksInQuotedCells() {
    String data =
        write(
            folder.resolve("a.csv"),
            "note,a,y",
            "plain,1,1.5",
            "\"two",
            "lines, and \"\"more\"\"\",2,2.5",
            "\"",
            "\",3,3.5");
    RowsRequest request = request(data, "y", null);
    assertThat(CsvTrainingTest.describe(reader().readForTraining(request, null)))
        .containsExactly("1.0 > 1.5 *1.0", "2.0 > 2.5 *1.0", "3.0 > 3.5 *1.0");
    RowsRequest some = request(data, "y", "note like '%more%' or a = 3");
    assertThat(CsvTrainingTest.describe(reader().readForTraining(some, null)))
        .containsExactly("2.0 > 2.5 *1.0", "3.0 > 3.5 *1.0");
  }

  @Test
  void countsRowsWithLineBreaksAsOne() {
    String data =
        write(folder.resolve("a.csv"), "note,a,y", "\"two", "lines\",1,1.5", "x,2,", "y,3,3.5");
    RowsRequest request = request(data, "y", null);
    fails(request, "column 'y' has 1 missing cell, the first in row 2 of " + data);
    String few =
        write(folder.resolve("b.csv"), "note,a,y", "\"two", "lines\",1,1.5", "x", "y,3,3.5");
    String regression =
        write(folder.resolve("c.csv"), "a,y", "1,1.5", "2,\"two", "lines\"", "3,3.5");
    fails(
        new RowsRequest(
            RowInput.files(List.of(regression), null),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            Task.REGRESSION),
        "column 'y' has 1 cell that is not a number, the first 'two lines' in row 2");
    fails(LocalSpark.request("y", few), "1 malformed row: row 2 of " + few, "3 cells");
  }

  /** Of one feature, {@code a}. */
  private static RowsRequest request(String data, String label, String where) {
    return new RowsRequest(
        RowInput.files(List.of(data), null).where(where),
        List.of(label),
        List.of("a"),
        List.of(),
        null,
        null);
  }

  private String parquet(String query) {
    Path data = folder.resolve("data.parquet");
    session().sql(query).write().parquet(data.toString());
    return data.toString();
  }

  private static void fails(RowsRequest request, String... parts) {
    assertThatThrownBy(() -> reader().readForTraining(request, null))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
  }
}
