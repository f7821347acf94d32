package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.features.FeatureKind;
import io.rappel.trainer.features.FeatureSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What columns are, as their cells show it. */
class KindsTest {

  private static final String TASK =
      "task: regression, because label 'y' has values that are not integral";

  @TempDir Path folder;

  @Test
  void everyKindIsFound() {
    TrainingRows rows =
        read(
            "size,member,town,code,day,seen,y",
            "1,true,Ulm,007,2024-01-05,2024-01-05 10:00,0.5",
            " 2.5 ,FALSE, Bonn ,08,2024-01-06,2024-01-06,1",
            "NA,True,Ulm,7,?,2024-01-07T23:59:59Z,1",
            "-3e2,,null,08,1969-12-31,,1");

    assertThat(rows.specs())
        .containsExactly(
            FeatureSpec.number("size"),
            FeatureSpec.truth("member"),
            FeatureSpec.category("town", List.of("Bonn", "Ulm")),
            FeatureSpec.category("code", List.of("007", "08", "7")),
            FeatureSpec.date("day", false),
            FeatureSpec.date("seen", true));
    assertThat(rows.notes())
        .containsExactly(
            TASK,
            "features: 1 number, 1 boolean, 2 dates, 2 categories (levels: town 2, code 3)",
            "5 columns have missing cells: size, member, town, day, seen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 1.0 x 2.50|CATEGORY|1,2.5,x",
        "007 008|CATEGORY|007,008",
        "007 8|CATEGORY|007,8",
        "true 1|CATEGORY|1,true",
        "true maybe|CATEGORY|maybe,true",
        "True FALSE maybe true|CATEGORY|false,maybe,true",
        "True FALSE|BOOLEAN|",
        "a A|CATEGORY|A,a",
        "1 inf x|CATEGORY|1,Infinity,x",
        "18446744073709551616 18446744073709551617|CATEGORY|18446744073709551616,18446744073709551617",
        "+1 1e0 2|NUMBER|",
        "2024-01-05 2024-01-06|DATE|",
        "20240105 20240106|NUMBER|",
        "1d 2|CATEGORY|1d,2"
      })
  void cellsDecide(String cells, FeatureKind kind, String levels) {
    FeatureSpec found = only(read(column(cells.split(" "))));

    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.levels()).isEqualTo(levels == null ? List.of() : List.of(levels.split(",")));
  }

  private static FeatureSpec only(TrainingRows rows) {
    assertThat(rows.specs()).hasSize(1);
    return rows.specs().get(0);
  }

  private static String[] column(String... cells) {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    for (int i = 0; i < cells.length; i++) {
      lines.add(cells[i] + "," + (i + 0.5));
    }
    return lines.toArray(String[]::new);
  }

  @Test
  void numbersAreCodesWhereTheUserSaysSo() {
    String data = write(folder.resolve("a.csv"), "zip,n,y", "1,1,0.5", "1.0,2,1", "20,3,2", ",4,3");
    TrainingRows rows = read(data, List.of(), List.of("zip"), CellRules.DEFAULT);
    assertThat(rows.specs())
        .containsExactly(FeatureSpec.category("zip", List.of("1", "20")), FeatureSpec.number("n"));
    String ids = write(folder.resolve("ids.csv"), lines(30, i -> "%d".formatted(i * i)));
    assertThat(only(read(ids, List.of(), List.of("id"), CellRules.DEFAULT)).levels()).hasSize(30);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "json"})
  void numbersThatStandForNothingDoSoInColumnsOfNumbersToo(String format) {
    String data = folder.resolve("data." + format).toString();
    session()
        .sql(
            """
            select cast(case when id % 4 = 0 then -999 else id % 7 end as int) n,
              case when id % 3 = 0 then -999 else id % 5 end code, id + 0.5D y from range(60)
            """)
        .coalesce(1)
        .write()
        .option("header", true)
        .format(format)
        .save(data);
    CellRules rules = new CellRules(List.of("-999"), null);
    TrainingRows rows = read(data, List.of(), List.of("code"), rules);
    assertThat(rows.specs())
        .containsExactlyInAnyOrder(
            FeatureSpec.number("n"),
            FeatureSpec.category("code", List.of("0", "1", "2", "3", "4")));
    assertThat(rows.notes()).anyMatch(note -> note.startsWith("2 columns have missing cells"));
    assertThatThrownBy(
            () -> read(data, List.of(), List.of(), new CellRules(List.of("3.5", "-999"), null)))
        .hasMessageContaining("column 'y' has 1 missing cell");
  }

  /** A number {@code a} and a column {@code id}. */
  private static List<String> lines(int rows, IntFunction<String> id) {
    List<String> lines = new ArrayList<>(List.of("id,y"));
    IntStream.range(0, rows).forEach(i -> lines.add(id.apply(i) + "," + (i + 0.5)));
    return lines;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "#2.5% | numbers with signs",
        "$#7 | numbers with signs",
        "#1/12/2024 | dates in another form",
        "red# | ''"
      })
  void saysWhatLooksLikeSomethingElseThanText(String text, String note) {
    List<String> lines = new ArrayList<>(List.of("c,n,y"));
    IntStream.range(0, 30)
        .forEach(i -> lines.add(text.replace("#", "" + i % 3) + "," + i % 7 + "," + (i + 0.5)));
    List<String> notes = read(lines.toArray(String[]::new)).notes();
    List<String> found = notes.stream().filter(n -> n.contains("are read as text")).toList();
    assertThat(found).hasSize(note.isEmpty() ? 0 : 1);
    assertThat(found).allMatch(n -> n.startsWith(note) && n.endsWith(": c"));
    assertThat(notes).contains("features: 1 number, 1 category (levels: c 3)");
  }

  @ParameterizedTest
  @CsvSource({
    // Of 30 rows, 28 differ by more than 9 in 10, and 27 do not.
    "name, 30, 30, true",
    "name, 30, 28, true",
    "name, 30, 27, false",
    "name, 19, 19, false",
    "name, 20, 20, true",
    "name, 5000, 5000, true",
    "name, 5000, 1000, false"
  })
  void textThatDiffersInAlmostEveryRowNamesIt(String name, int rows, int different, boolean out) {
    List<String> lines = lines(rows, i -> "u" + i % different);
    lines.set(0, name + ",a,y");
    IntStream.range(1, lines.size())
        .forEach(i -> lines.set(i, lines.get(i).replace(",", "," + i + ",")));
    TrainingRows rowsRead = read(lines.toArray(String[]::new));
    assertThat(rowsRead.schema().features()).isEqualTo(out ? List.of("a") : List.of(name, "a"));
    assertThat(rowsRead.notes().contains("left out: name, which differs in (almost) every row"))
        .isEqualTo(out);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "ID",
        "customer_id",
        "customer id",
        "user.uuid",
        "orderId",
        "itemKey",
        "rowid",
        "userID"
      })
  void integersThatDifferAndAreNamedLikeIdsAreLeftOut(String name) {
    TrainingRows rows = read(withId(name, i -> Integer.toString(7 * i)));
    assertThat(rows.schema().features()).containsExactly("a");
    assertThat(rows.notes())
        .containsExactly(TASK, "left out: " + name + ", which looks like an identifier");
    assertThat(read(withId(name, i -> Integer.toString(i / 2))).schema().features())
        .containsExactly("a", name);
    assertThat(read(withId(name, i -> i + ".5")).schema().features()).containsExactly("a", name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paid", "idea", "Madrid", "keyboard", "monkey", "indexed"})
  void otherNamesAreNone(String name) {
    assertThat(read(withId(name, i -> Integer.toString(7 * i))).schema().features())
        .containsExactly("a", name);
  }

  private static String[] withId(String name, IntFunction<String> cell) {
    List<String> lines = new ArrayList<>(List.of("a," + name + ",y"));
    IntStream.range(0, 30)
        .forEach(i -> lines.add("%s,%s,%s".formatted(i % 7, cell.apply(i), i + 0.5)));
    return lines.toArray(String[]::new);
  }

  @Test
  void emptyAndConstantColumnsAreLeftOut() {
    TrainingRows rows =
        read(
            "a,none,nothing,one,town,t,some,day,y",
            "1,,NA,5,Ulm,true,1,2024-01-05,0.5",
            "2, ,?,5.0,Ulm,TRUE,,2024-01-05,1");
    assertThat(rows.specs())
        .containsExactly(
            FeatureSpec.number("a"), FeatureSpec.number("some"), FeatureSpec.date("day", false));
    assertThat(rows.notes())
        .containsExactly(
            TASK,
            "features: 2 numbers, 1 date",
            "a column has missing cells: some",
            "left out: none, nothing, which have no cell with anything in them",
            "left out: one, town, t, which have one value throughout");
  }

  @Test
  void longListsAreCut() {
    String header = IntStream.range(0, 12).mapToObj(j -> "c" + j).collect(Collectors.joining(","));
    String ones = "1,".repeat(12);
    assertThat(read("a," + header + ",y", "1," + ones + "0.5", "2," + ones + "1").notes())
        .contains(
            "left out: c0, c1, c2, c3, c4, c5, c6, c7 and 4 more, which have one value throughout");
  }

  @Test
  void featuresThatAreNamedAreKept() {
    List<String> lines = new ArrayList<>(List.of("id,name,none,one,a,y"));
    IntStream.range(0, 30)
        .forEach(i -> lines.add("%d,n%d,,1,%d,%s".formatted(i, i, i % 3, i + 0.5)));
    String data = write(folder.resolve("a.csv"), lines);

    assertThat(read(lines.toArray(String[]::new)).schema().features()).containsExactly("a");
    TrainingRows named =
        read(data, List.of("one", "none", "name", "id"), List.of(), CellRules.DEFAULT);
    assertThat(named.schema().features()).containsExactly("one", "none", "name", "id");
    assertThat(named.specs())
        .extracting(FeatureSpec::kind)
        .containsExactly(
            FeatureKind.NUMBER, FeatureKind.NUMBER, FeatureKind.CATEGORY, FeatureKind.NUMBER);
    assertThat(named.notes()).noneMatch(note -> note.contains("left out"));
  }

  @Test
  void otherTextsMayBeMissing() {
    String data = write(folder.resolve("a.csv"), "a,b,y", "-,NA,0.5", "2,x,1", "3,NA,-", "4,NA,1");
    CellRules rules = new CellRules(List.of("-"), null);
    assertThatThrownBy(() -> read(data, List.of(), List.of(), rules))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "column 'y' has 1 missing cell, the first in row 3 of %s: drop such rows with", data);
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(data), null).where("y is not null"),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            null,
            List.of(),
            rules,
            null);
    TrainingRows rows = reader().readForTraining(request, null);
    assertThat(rows.specs())
        .containsExactly(FeatureSpec.number("a"), FeatureSpec.category("b", List.of("NA", "x")));
    assertThat(rows.notes()).contains("a column has missing cells: a");
    assertThat(rows.schema().cells()).isEqualTo(rules);
  }

  @Test
  void datesMayHaveAnotherFormat() {
    String data =
        write(folder.resolve("a.csv"), "d,y", "5.1.2024,0.5", "31.12.1969,1", "2024-01-05,2");
    assertThat(only(read(data, List.of(), List.of(), new CellRules(List.of(), "d.M.yyyy"))))
        .isEqualTo(FeatureSpec.date("d", false));
    assertThatThrownBy(() -> read(data, List.of(), List.of(), CellRules.DEFAULT))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "column 'd' has 2 cells that are no dates among dates, the first '5.1.2024' in row 1");
  }

  @Test
  void allProblemsAreToldUpToTen() {
    String header = IntStream.range(0, 12).mapToObj(j -> "c" + j).collect(Collectors.joining(","));
    String data =
        write(folder.resolve("a.csv"), header + ",y", "inf,".repeat(12) + "1", "1,".repeat(12));
    assertThatThrownBy(() -> read(data, List.of(), List.of(), CellRules.DEFAULT))
        .isInstanceOf(DataException.class)
        .message()
        .startsWith(data + " has 13 problems:\n  column 'y' has 1 missing cell, the first in row 2")
        .contains(
            "\n  column 'c8' has 1 cell that is infinite, the first 'inf' in row 1 of " + data)
        .doesNotContain("'c9'")
        .endsWith("\n  and 3 more");
  }

  @Test
  void whyNoColumnIsLeft() {
    assertThatThrownBy(() -> read("a,b,c,y", "1,,x,0.5", "1,,x,1"))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "no column is left to be a feature: left out: b, which has no cell with anything in it;"
                + " left out: a, c, which have one value throughout");
  }

  private TrainingRows read(String... lines) {
    return read(write(folder.resolve("table.csv"), lines), List.of(), List.of(), CellRules.DEFAULT);
  }

  private static TrainingRows read(
      String data, List<String> features, List<String> categories, CellRules cells) {
    RowsRequest request =
        new RowsRequest(
            RowInput.files(List.of(data), null),
            List.of("y"),
            features,
            List.of(),
            null,
            null,
            categories,
            cells,
            null);
    return reader().readForTraining(request, null);
  }
}
