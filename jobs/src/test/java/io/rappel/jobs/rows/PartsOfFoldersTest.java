package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of one input: whether they agree, and which of them are read. */
class PartsOfFoldersTest {

  private static final String TEN = " from (select explode(sequence(1, 10)) i)";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void aColumnThatOnePartLacksOrHasAlone(String format) throws IOException {
    for (boolean fullFirst : new boolean[] {true, false}) {
      Path set = folder.resolve("set" + fullFirst);
      String full = part(set, fullFirst ? 1 : 2, format, "i a, i b, i % 2 y");
      String lacking = part(set, fullFirst ? 2 : 1, format, "i % 2 y, i a");
      fails(
          set.toString(),
          fullFirst
              ? lacking + " has no column 'b', which " + full + " has"
              : full + " has a column 'b', which " + lacking + " does not have");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void columnsInAnotherOrder(String format) throws IOException {
    Path set = folder.resolve("set");
    part(set, 1, format, "i a, 10 * i b, i % 2 y");
    part(set, 2, format, "i % 2 y, 100 * i b, i a");
    assertThat(CsvTrainingTest.describe(reader().readForTraining(request("y", set + ""), null)))
        .hasSize(20)
        .contains("3.0 30.0 > 1.0 *1.0", "3.0 300.0 > 1.0 *1.0");
  }

  /** Parts of each type, in both orders; all are read in the order of the files. */
  @ParameterizedTest
  @CsvSource({
    "int, bigint",
    "bigint, double",
    "tinyint, float",
    "float, double",
    "int, double",
    "'decimal(9,2)', 'decimal(12,4)'",
    "bigint, 'decimal(9,2)'",
    "'decimal(9,2)', double"
  })
  void numbersOfDifferentWidth(String narrow, String wide) throws IOException {
    for (String format : List.of("parquet", "orc")) {
      for (boolean narrowFirst : new boolean[] {true, false}) {
        Path set = folder.resolve(format + narrowFirst);
        part(set, 1, format, "cast(i as " + (narrowFirst ? narrow : wide) + ") a, i % 2 y");
        part(set, 2, format, "cast(i + 10 as " + (narrowFirst ? wide : narrow) + ") a, i % 2 y");
        part(set, 3, format, "cast(i + 20 as " + (narrowFirst ? narrow : wide) + ") a, i % 2 y");
        List<String> expected =
            Stream.iterate(1, i -> i + 1)
                .limit(30)
                .map(i -> "%d.0 > %d.0 *1.0".formatted(i, i % 10 % 2))
                .toList();
        assertThat(CsvTrainingTest.describe(reader().readForTraining(request("y", set + ""), null)))
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc"})
  void textAndNumbers(String format) throws IOException {
    Path set = folder.resolve("set");
    String first = part(set, 1, format, "i a, i % 2 y");
    String second = part(set, 2, format, "string(i) a, i % 2 y");
    fails(set + "", "column 'a' is string in " + second + " and int in " + first);
  }

  @Test
  void widthsInPartitionedFolders() throws IOException {
    Path set = folder.resolve("set");
    part(set.resolve("k=1"), 1, "parquet", "i a, i % 2 y");
    part(set.resolve("k=2"), 1, "parquet", "double(i) / 2 a, i % 2 y");
    List<String> rows =
        CsvTrainingTest.describe(reader().readForTraining(request("y", set + ""), null));
    assertThat(rows).hasSize(20).contains("3.0 1.0 > 1.0 *1.0", "1.5 2.0 > 1.0 *1.0");
  }

  @Test
  void partsOfSeveralPaths() throws IOException {
    String one = part(folder.resolve("one"), 1, "parquet", "i a, i b, i % 2 y");
    String two = part(folder.resolve("two"), 1, "parquet", "i a, i % 2 y");
    assertThatThrownBy(() -> reader().readForTraining(request("y", one, two), null))
        .isInstanceOf(DataException.class)
        .hasMessage(two + " has no column 'b', which " + one + " has");
  }

  @Test
  void jsonWithoutAKey() {
    write(folder.resolve("set/1.json"), "{\"a\": 1, \"b\": 2, \"y\": 0}");
    String other = write(folder.resolve("set/2.json"), "{\"a\": 1.5, \"y\": 1}");
    TrainingRows rows = reader().readForTraining(request("y", folder + "/set"), null);
    assertThat(rows.schema().features()).containsExactly("a", "b");
    assertThat(rows.notes()).contains("a column has missing cells: b");
    write(folder.resolve("set/1.json"), "{\"a\": 1, \"y\": 0}");
    String last = write(folder.resolve("set/3.json"), "{\"a\": 2.5}");
    fails(folder + "/set", "column 'y' has 1 missing cell, the first in row 1 of " + last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "parquet", "json"})
  void foldersWithinFoldersAreRefused(String format) throws IOException {
    Path set = folder.resolve("set");
    part(set, 1, format, "i a, i % 2 y");
    String inner = part(set.resolve("more/deep"), 2, format, "i a, i % 2 y");
    fails(set + "", inner + " lies in a folder within " + set, "--data '" + set + "/*'");
  }

  @Test
  void aFolderWithinAPartition() throws IOException {
    Path set = folder.resolve("set");
    part(set.resolve("k=1"), 1, "csv", "i a, i % 2 y");
    String inner = part(set.resolve("k=1/more"), 1, "csv", "i a, i % 2 y");
    fails(set + "", inner + " lies in a folder within " + set + "/k=1");
  }

  @Test
  void hiddenFilesAreTold() throws IOException {
    String data = write(folder.resolve("set/1.csv"), "a,y", "1,p", "2,q");
    String hidden = write(folder.resolve("set/_2.csv"), "a,y", "1,p");
    write(folder.resolve("set/_SUCCESS"));
    Files.createDirectories(folder.resolve("set/_temporary/0"));
    Files.createDirectories(folder.resolve("set/empty"));
    TrainingRows rows = reader().readForTraining(request("y", folder + "/set"), null);
    assertThat(rows.examples().count()).isEqualTo(2);
    assertThat(rows.notes())
        .anyMatch(note -> note.contains("1 file left out") && note.contains(hidden));
    assertThat(reader().readForTraining(request("y", data), null).notes()).hasSize(1);
    fails(hidden, hidden + " is not read", "begins with '_'");
  }

  @Test
  void codesInNamesOfFoldersAreText() throws IOException {
    for (String format : List.of("csv", "parquet", "json")) {
      Path set = folder.resolve(format);
      part(set.resolve("k=01/n=7"), 1, format, "i a");
      part(set.resolve("k=02/n=8"), 1, format, "i a");
      TrainingRows rows = reader().readForTraining(request("k", set + ""), null);
      assertThat(rows.schema().classes()).containsExactly("01", "02");
      assertThat(rows.schema().features()).containsExactly("a", "n");
      assertThat(CsvTrainingTest.describe(rows)).contains("3.0 8.0 > 1.0 *1.0");
    }
  }

  @Test
  void aColumnInFilesAndInNamesOfFolders() throws IOException {
    for (String format : List.of("csv", "parquet")) {
      Path set = folder.resolve(format);
      part(set.resolve("a=5"), 1, format, "i a, i % 2 y");
      fails(set + "", "column 'a' is in the files of", "names of their folders");
    }
  }

  @Test
  void aColonInTheNameOfAFile() throws IOException {
    Path set = Files.createDirectories(folder.resolve("set"));
    String colon = set + "/b:c.csv";
    for (String name : List.of("a.csv", "b:c.csv")) {
      Files.writeString(set.resolve(name), "a,y\n1,p\n2,q\n");
    }
    fails(set + "", "the name of " + colon + " has a colon");
    fails(colon, "the name of " + colon + " has a colon");
  }

  /** Writes ten rows into one file with a number in its name. */
  private static String part(Path set, int number, String format, String columns)
      throws IOException {
    Path staged = set.resolveSibling("staged");
    session()
        .sql("select " + columns + TEN)
        .coalesce(1)
        .write()
        .option("header", "true")
        .mode("overwrite")
        .format(format)
        .save(staged.toString());
    Files.createDirectories(set);
    Path target = set.resolve("part-" + number + "." + format);
    try (Stream<Path> files = Files.list(staged)) {
      Path written =
          files
              .filter(f -> f.getFileName().toString().startsWith("part-"))
              .findFirst()
              .orElseThrow();
      Files.move(written, target);
    }
    return target.toString();
  }

  private static void fails(String data, String... parts) {
    assertThatThrownBy(() -> reader().readForTraining(request("y", data), null))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
  }
}
