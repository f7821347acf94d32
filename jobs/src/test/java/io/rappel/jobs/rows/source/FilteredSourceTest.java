package io.rappel.jobs.rows.source;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.CsvTrainingTest;
import io.rappel.jobs.rows.TrainingRows;
import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.columns.Validation;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.data.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilteredSourceTest {

  @TempDir Path folder;

  private String people;

  @BeforeEach
  void writePeople() {
    people =
        write(
            folder.resolve("people.csv"),
            "age,code,town,member,day,size,rate,y",
            "25.5,007,Bonn,true,2024-01-05,1e3,0.5,1.5",
            "9,008,Ulm,false,2024-02-05,1000.0,NA,2.5",
            "100,010,Ulm,true,2023-01-05,998,nan,3.5",
            ",011,Köln,true,2024-03-05,9007199254740993,1.5,4.5",
            "31,012,,false,2024-04-05,?,-1,5.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "age > 30|3.5 5.5",
        "AGE > 25 and age < 26|1.5",
        "age is null|4.5",
        "not age > 30|1.5 2.5",
        "code like '00%'|1.5 2.5",
        "town = 'Ulm' or town is null|2.5 3.5 5.5",
        "member and year(day) = 2024|1.5 4.5",
        "day >= '2024-02-01'|2.5 4.5 5.5",
        "y between 2 and 4|2.5 3.5",
        "length(code) = 3|1.5 2.5 3.5 4.5 5.5",
        "size > 999|1.5 2.5 4.5",
        "size = 9007199254740993|4.5",
        "size is null|5.5",
        "rate is null|2.5 3.5",
        "rate < 1|1.5 5.5"
      })
  void comparesCellsAsWhatTheyAre(String where, String expected) {
    TrainingRows rows = reader().readForTraining(request(people, "y", "member", where), null);
    assertThat(rows.examples().map(example -> example.targets()[0]).collect())
        .hasToString("[" + expected.replace(" ", ", ") + "]");
  }

  @Test
  void handsTheCellsThemselvesOn() {
    RowSource source =
        RowSource.open(
            session(),
            RowInput.files(List.of(people), null).where("age < 26 and code <> '008'"),
            CellRules.DEFAULT);
    assertThat(source.readable().rows().map(row -> row.mkString("|")).collect())
        .singleElement()
        .asString()
        .startsWith("25.5|007|Bonn|true|2024-01-05|1e3|0.5|1.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "agee > 3|--where names 'agee', but there is no such column; did you mean 'age'?",
        "age >|--where 'age >' is wrong: Syntax error",
        "age + 1|--where 'age + 1' is wrong: ",
        "foo(age) > 1|--where 'foo(age) > 1' is wrong: ",
        "rand() < 0.5|it gives another result each time",
        "age > (select 1)|it has a subquery",
        "sum(age) > 3|--where 'sum(age) > 3' is wrong: ",
        "cast(town as int) > 3|--where 'cast(town as int) > 3' fails on a row: ",
        "1 / (age - 9) > 3|fails on a row: Division by zero"
      })
  void refusesConditionsThatAreNone(String where, String message) {
    assertThatThrownBy(() -> reader().readForTraining(request(people, "y", "member", where), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message)
        .message()
        .doesNotContain("SQLSTATE", "\n", "__cell");
  }

  @ParameterizedTest
  @ValueSource(strings = {"age > 1000", "false", "age > null"})
  void refusesConditionsThatKeepNothing(String where) {
    assertThatThrownBy(() -> reader().readForTraining(request(people, "y", "member", where), null))
        .isInstanceOf(DataException.class)
        .hasMessage("--where '%s' keeps none of the 5 rows of %s", where, people);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "json", "orc"})
  void countsFaultsAmongAllRowsOfTheInput(String format) {
    List<String> lines = new ArrayList<>(List.of("a,part,y"));
    IntStream.rangeClosed(1, 900)
        .forEach(i -> lines.add(i + "," + i % 2 + "," + (i % 300 == 0 ? "" : i)));
    String csv = write(folder.resolve("gaps.csv"), lines);
    String data = csv;
    if (!format.equals("csv")) {
      data = folder.resolve("gaps." + format).toString();
      session()
          .read()
          .option("header", "true")
          .schema("a double, part int, y double")
          .csv(csv)
          .coalesce(1)
          .write()
          .format(format)
          .save(data);
    }
    String path = data;
    assertThatThrownBy(
            () -> reader().readForTraining(request(path, "y", "a", "part = 0 and a > 450"), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("column 'y' has 2 missing cells, the first in row 600 of " + path);
    TrainingRows rows =
        reader().readForTraining(request(path, "y", "a", "y is not null and part = 0"), null);
    assertThat(rows.examples().count()).isEqualTo(447);
  }

  @Test
  void findsMalformedRowsWhetherTheyFulfilTheConditionOrNot() {
    String data = write(folder.resolve("a.csv"), "a,b,y", "1,2,3", "4,5", "6,7,8");
    assertThatThrownBy(() -> reader().readForTraining(request(data, "y", "a", "a > 5"), null))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 malformed row: row 2 of " + data);
  }

  @Test
  void tellsColumnsThatDifferInCaseAloneApart() {
    String data = write(folder.resolve("a.csv"), "a,A,y", "1,9,3.5", "9,1,4.5");
    TrainingRows rows = reader().readForTraining(request(data, "y", "a", "A > 5"), null);
    assertThat(CsvTrainingTest.describe(rows)).containsExactly("1.0 > 3.5 *1.0");
  }

  /** Arrays are looked into before their rows are read. */
  @Test
  void failsOnARowThatHasAnArray() {
    String data = folder + "/arrays";
    session()
        .sql("select id as n, array(id, 2 * id) as v, id % 2 as label from range(30)")
        .write()
        .parquet(data);

    assertThatThrownBy(
            () -> reader().readForTraining(request(data, "label", null, "1 / n > 0.5"), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("--where '1 / n > 0.5' fails on a row: Division by zero");
  }

  @Test
  void needsColumns() {
    String data = write(folder.resolve("a.libsvm"), "1 1:4", "-1");
    assertThatThrownBy(
            () -> reader().readForTraining(request(data, "label", null, "label > 0"), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--where 'label > 0' is wrong: it names columns")
        .hasMessageContaining("LIBSVM");
  }

  /** What is put beside the columns to read them has names of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "json"})
  void columnsMayHaveAnyName(String format) {
    List<String> names =
        List.of("__cell_0", "__CELL_1", "__held_out_row", "__kept_row", "__malformed_row");
    List<String> lines = new ArrayList<>(List.of(String.join(",", names) + ",_corrupt_record,y"));
    IntStream.range(0, 40)
        .forEach(i -> lines.add("%1$d,%1$d,%1$d,%1$d,%1$d,t%2$d,%1$d.5".formatted(i, i % 3)));
    String data = write(folder.resolve("names.csv"), lines);
    if (!format.equals("csv")) {
      String csv = data;
      data = folder.resolve("names." + format).toString();
      session()
          .read()
          .option("header", "true")
          .option("columnNameOfCorruptRecord", "nowhere")
          .schema(String.join(" int, ", names) + " int, _corrupt_record string, y double")
          .csv(csv)
          .write()
          .format(format)
          .save(data);
    }
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(data), null)
                .where("__cell_0 >= 10 and __held_out_row < 30 and __malformed_row <> 11"),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            Task.REGRESSION,
            List.of(),
            CellRules.DEFAULT,
            Validation.rows("__kept_row > 20 and _corrupt_record = 't0'"),
            0);

    try (TrainingRows rows = reader().readForTraining(request, null)) {
      assertThat(rows.profile().rows()).isEqualTo(19);
      assertThat(rows.profile().label(1).levels()).containsExactlyInAnyOrder("0", "1");
      assertThat(rows.schema().features()).containsAll(names).contains("_corrupt_record");
    }
  }

  private static RowsRequest request(String data, String label, String feature, String where) {
    return new RowsRequest(
        RowInput.files(List.of(data), null).where(where),
        List.of(label),
        feature == null ? List.of() : List.of(feature),
        List.of(),
        null,
        feature == null ? null : Task.REGRESSION);
  }
}
