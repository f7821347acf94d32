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
import io.rappel.trainer.features.FeatureSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFaultsTest {

  @TempDir Path folder;

  @Test
  void missingAndEmptyInput() throws IOException {
    fails(request("y", folder + "/none.csv"), "there is no file " + folder + "/none.csv");
    fails(request("y", folder + "/n*.csv"), "there is no file", "n*.csv");
    Files.createDirectory(folder.resolve("empty"));
    fails(request("y", folder + "/empty"), "the folder " + folder + "/empty holds no files");
    String empty = write(folder.resolve("empty.csv"));
    fails(request("y", empty), empty + " is empty");
    String header = write(folder.resolve("header.csv"), "a,y");
    fails(request("y", header), header + " has a header but no rows");
    String blank = write(folder.resolve("blank.csv"), "", "");
    fails(request("y", blank), blank + " is empty");
  }

  @Test
  void labelsThatAreTooLarge() {
    String data =
        write(folder.resolve("a.csv"), "a,y", "1,2.5", "2,-1e39", "3,1e300", "1e300,4.25");
    fails(
        request("y", data),
        "column 'y' has 2 cells that are too large, the first '-1e39' in row 2 of " + data,
        "1.7e+38 is the largest");
  }

  @Test
  void weightsOfWhichNoneCounts() {
    String data = write(folder.resolve("a.csv"), "a,w,y", "1,0,2.5", "2,-0.0,1.5", "3,0e5,4.5");
    RowsRequest all = request("y", data);
    fails(
        new RowsRequest(all.input(), all.labels(), List.of(), List.of(), "w", null),
        "weight column 'w' is 0 in all 3 rows of " + data + ", so that none of them counts");
  }

  @Test
  void aFileNamedTwice() {
    String data = write(folder.resolve("a.csv"), "a,y", "1,2");
    fails(request("y", data, folder + "/*.csv"), data + " is named twice");
  }

  @Test
  void aHeaderThatDisagreesInAnyFile() {
    for (int wrong = 0; wrong < 3; wrong++) {
      Path set = folder.resolve("set" + wrong);
      for (int file = 0; file < 3; file++) {
        String header = file == wrong ? "b,a,y" : "a,b,y";
        write(set.resolve("part-" + file + ".csv"), header, "1,2,3", "4,5,6");
      }
      String named = set + "/part-" + Math.max(wrong, 1) + ".csv";
      fails(request("y", set.toString()), "the header of " + named, "column 1 is '");
    }
  }

  @Test
  void aHeaderOfAnotherWidth() {
    String one = write(folder.resolve("1.csv"), "a,y", "1,2", "3,4");
    String two = write(folder.resolve("2.csv"), "a,y,z", "1,2,3");
    fails(
        request("y", one, two),
        "the header of " + two + " differs from that of " + one + ": it has 3 columns, not 2");
  }

  @Test
  void aColumnNamedTwice() {
    String data = write(folder.resolve("a.csv"), "a,a,y", "1,2,3");
    fails(request("y", data), "the header of " + data + " has two columns named 'a'");
  }

  @Test
  void tooFewOrTooManyCells() {
    String few = write(folder.resolve("few.csv"), "a,b,y", "1,2,3", "4,5", "6,7", "8,9,10");
    fails(request("y", few), "2 malformed rows: row 2 of " + few, "3 cells", "4,5");
    String many = write(folder.resolve("many.csv"), "a,b,y", "1,2,3", "4,5,6,7");
    fails(request("y", many), "1 malformed row: row 2 of " + many, "4,5,6,7");
  }

  @Test
  void aCutGzip() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    IntStream.range(0, 5_000).forEach(i -> lines.add(Math.sin(i) + "," + i));
    Path whole = Path.of(write(folder.resolve("whole.csv.gz"), lines));
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.csv.gz");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length / 2));
    fails(request("y", cut.toString()), cut + " is damaged or cut short");
    Path notGzip = folder.resolve("not.csv.gz");
    Files.writeString(notGzip, "a,y\n1,2\n");
    fails(request("y", notGzip.toString()), notGzip + " is damaged or cut short");
  }

  @Test
  void textAmongManyNumbers() {
    List<String> lines = new ArrayList<>(List.of("a,the town,y"));
    IntStream.rangeClosed(1, 1_200).forEach(i -> lines.add(i + "," + (i + 0.5) + "," + i));
    lines.set(700, "700, it's gone ,700");
    lines.set(701, "701,gone,701");
    String data = write(folder.resolve("a.csv"), lines);
    fails(
        request("y", data),
        "column 'the town' has 2 cells that are not numbers, the first ' it's gone ' in row 700 of "
            + data
            + ": if that stands for a missing cell, give --missing 'it'\\''s gone'; if the column's"
            + " numbers are codes, --categories 'the town'; or leave it out with --exclude"
            + " 'the town'");
  }

  @Test
  void otherTextAmongDates() {
    String data =
        write(folder.resolve("a.csv"), "d,y", "2024-01-05,1", "5.1.2024,2", "2024-01-07,3", "8,4");
    fails(
        request("y", data),
        "column 'd' has 2 cells that are no dates among dates, the first '5.1.2024' in row 2 of "
            + data
            + ": if that stands for a missing cell, give --missing 5.1.2024; if it is written"
            + " otherwise, --date-format; or leave it out with --exclude d");
  }

  @Test
  void numbersOfJavaAreText() {
    String data = write(folder.resolve("a.csv"), "a,y", "1d,5", "0x1,6");
    assertThat(reader().readForTraining(request("y", data), null).specs())
        .containsExactly(FeatureSpec.category("a", List.of("0x1", "1d")));
  }

  @Test
  void missingLabels() {
    String one = write(folder.resolve("1.csv"), "a,y", "1,5", "2,6");
    String two = write(folder.resolve("2.csv"), "a,y", "1,5", "2,", "3,\"\"", "4, ", "5,?");
    fails(
        request("y", one, two),
        "column 'y' has 4 missing cells, the first in row 2 of " + two,
        "--where 'y is not null'");
  }

  @Test
  void allProblemsAreTold() {
    String data =
        write(
            folder.resolve("a.csv"),
            "a,d,w,y",
            "1,2024-01-01,1,p",
            "inf,x,-1,",
            "-inf,2024-01-03,2,q");
    RowsRequest all = request("y", data);
    RowsRequest request =
        new RowsRequest(all.input(), all.labels(), List.of(), List.of(), "w", null);
    String infinite = "that are infinite, the first 'inf' in row 2 of " + data;
    fails(
        request,
        data + " has 4 problems:",
        "column 'a' has 2 cells " + infinite,
        "column 'd' has 1 cell that is no date among dates, the first 'x' in row 2 of " + data,
        "weight column 'w' has 1 cell that is negative, the first '-1' in row 2 of " + data,
        "column 'y' has 1 missing cell, the first in row 2 of " + data);
  }

  @Test
  void rowsAreCountedFromTheStartOfTheirFile() {
    String first = write(folder.resolve("1.csv"), rowsWithGaps(3_000));
    String second = write(folder.resolve("2.csv"), rowsWithGaps(1_500, 700, 1_207, 1_300));
    fails(
        request("y", first, second),
        "column 'y' has 3 missing cells, the first in row 700 of " + second);
  }

  private static List<String> rowsWithGaps(int rows, int... gaps) {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    IntStream.rangeClosed(1, rows)
        .forEach(i -> lines.add(i + (IntStream.of(gaps).anyMatch(g -> g == i) ? "," : ",0")));
    return lines;
  }

  @Test
  void numbersThatAreNotFinite() {
    String data =
        write(folder.resolve("a.csv"), "a,b,y", "1,2,5", "+Inf,1,6", "-inf,2,7", "nan,1e999,8");
    fails(
        request("y", data),
        "column 'a' has 2 cells that are infinite, the first '+Inf' in row 2 of " + data);
    RowsRequest excluded =
        new RowsRequest(
            RowInput.files(List.of(data), null),
            List.of("y"),
            List.of("b"),
            List.of(),
            null,
            Task.REGRESSION);
    fails(excluded, "column 'b' has 1 cell that is infinite, the first '1e999' in row 4");
  }

  @Test
  void weights() {
    for (String fault : List.of("-1", "nan", "Infinity", "", "heavy")) {
      String data = write(folder.resolve("a.csv"), "a,w,y", "1,0,5", "2," + fault + ",6");
      RowsRequest request =
          new RowsRequest(
              RowInput.files(List.of(data), null),
              List.of("y"),
              List.of(),
              List.of(),
              "w",
              Task.REGRESSION);
      fails(request, "column 'w' has 1 ", "row 2 of " + data);
    }
  }

  @Test
  void labels() {
    String missing = write(folder.resolve("missing.csv"), "a,y", "1,p", "2,", "3,q");
    fails(request("y", missing), "column 'y' has 1 missing cell, the first in row 2 of " + missing);
    String text = write(folder.resolve("text.csv"), "a,y", "1,p", "2,5");
    RowsRequest regression =
        new RowsRequest(
            RowInput.files(List.of(text), null),
            List.of("y"),
            List.of(),
            List.of(),
            null,
            Task.REGRESSION);
    fails(regression, "column 'y' has 1 cell that is not a number, the first 'p' in row 1");
    String infinite = write(folder.resolve("infinite.csv"), "a,y", "1,0.5", "2,inf");
    fails(request("y", infinite), "column 'y' has 1 cell that is infinite", "row 2");
    String one = write(folder.resolve("one.csv"), "a,y", "1,p", "2,p");
    fails(request("y", one), "column 'y' has the one value 'p'");
  }

  @Test
  void tooManyClasses() {
    List<String> lines = new ArrayList<>(List.of("a,y"));
    IntStream.rangeClosed(0, 10_000).forEach(i -> lines.add(i + ",c" + i));
    fails(request("y", write(folder.resolve("a.csv"), lines)), "'y'", "more than 10000 different");
  }

  @Test
  void settingsThatHideDamage() {
    String data = write(folder.resolve("a.csv"), "a,y", "1,p", "2,q");
    for (String setting : List.of("ignoreCorruptFiles", "ignoreMissingFiles")) {
      SparkSession session = LocalSpark.session().newSession();
      session.conf().set("spark.sql.files." + setting, "true");
      assertThatThrownBy(() -> new RowReader(session).readForTraining(request("y", data), null))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("spark.sql.files." + setting);
    }
  }

  @Test
  void aFormatThatCannotBeTold() {
    String data = write(folder.resolve("a.txt"), "a,y", "1,p", "2,q");
    assertThatThrownBy(() -> reader().readForTraining(request("y", data), null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(data)
        .hasMessageContaining("--format csv, tsv, libsvm");
    write(folder.resolve("a.csv"), "a,y", "1,p");
    assertThatThrownBy(
            () ->
                reader()
                    .readForTraining(
                        request(
                            "y",
                            data.replace("txt", "csv"),
                            write(folder.resolve("b.libsvm"), "1 1:1")),
                        null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("several formats");
  }

  @Test
  void whatIsWrongWithLabelsOfNumbersIsToldBesideMissingOnes() {
    String data = write(folder.resolve("a.csv"), "a,y,z", "1,2,", "1,many,3", "4,5,1");
    fails(
        request("y,z", data),
        "column 'z' has 1 missing cell, the first in row 1",
        "column 'y' has 1 cell that is not a number, the first 'many' in row 2");
  }

  private static void fails(RowsRequest request, String... parts) {
    assertThatThrownBy(() -> reader().readForTraining(request, null))
        .isInstanceOf(DataException.class)
        .message()
        .contains(parts);
  }
}
