package io.rappel.jobs.rows.predict;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rappel.jobs.rows.Models;
import io.rappel.jobs.rows.ScoringRows;
import io.rappel.jobs.rows.cell.Cells;
import io.rappel.jobs.rows.files.RowFormat;
import io.rappel.jobs.rows.source.FileSource;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictionsTest {

  private static final DataSchema SUM = Models.numbers(List.of("a", "b"), "y");

  @TempDir Path folder;

  @Test
  void carriesCsvAlongAsItIs() throws IOException {
    String data =
        write(
            folder.resolve("in.csv"),
            "id,a,\"no, te\",label",
            "007,2.50,\"say \"\"hi\"\", she said\",yes",
            "008,-3, blank ,",
            "009,0,,unheard of");
    Path out = folder.resolve("out/deep/out.csv");
    Model model = Models.logistic(Models.classes(List.of("a"), false, "no", "yes"));
    predict(data, model, out, false);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0))
        .isEqualTo("id,a,\"no, te\",label,prediction,probability_no,probability_yes");
    assertThat(lines.get(1)).startsWith("007,2.50,\"say \"\"hi\"\", she said\",yes,yes,0.0758");
    assertThat(lines.get(2)).startsWith("008,-3, blank ,,no,0.952");
    assertThat(lines.get(3)).isEqualTo("009,0,,unheard of,no,0.5,0.5");
    assertThat(lines).hasSize(4);
    assertOnly(folder.resolve("out/deep"), "out.csv");
  }

  @Test
  void keepsTheOrderOfManyFilesAndSplitsInOneCsv() throws IOException {
    List<Double> expected = writeManySplits();
    Path out = folder.resolve("out.csv");
    predict(folder.resolve("in").toString(), Models.sums(SUM), out, false);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines.get(0)).isEqualTo("a,b,prediction");
    assertThat(lines.stream().skip(1).map(line -> Double.valueOf(line.split(",")[2])))
        .isEqualTo(expected);
  }

  @Test
  void keepsTheOrderOfManyFilesAndSplitsInOneParquet() throws IOException {
    List<Double> expected = writeManySplits();
    Path out = folder.resolve("out.parquet");
    predict(folder.resolve("in").toString(), Models.sums(SUM), out, false);
    assertThat(out).isRegularFile();
    FileSource written = FileSource.open(session(), List.of(out.toString()), null);
    assertThat(written.readable().rows().map(row -> row.getDouble(2)).collect())
        .isEqualTo(expected);
    assertThat(written.schema().simpleString())
        .isEqualTo("struct<a:bigint,b:double,prediction:double>");
    assertOnly(folder, "in", "out.parquet");
  }

  @Test
  void writesAFolderOfCsvOtherwise() throws IOException {
    List<Double> expected = writeManySplits();
    Path out = folder.resolve("out");
    predict(folder.resolve("in").toString(), Models.sums(SUM), out, false);
    assertThat(out.resolve("_SUCCESS")).exists();
    FileSource written = FileSource.open(session(), List.of(out.toString()), null);
    assertThat(written.readable().rows().getNumPartitions()).isGreaterThan(3);
    assertThat(written.readable().rows().map(row -> Double.valueOf(row.getString(2))).collect())
        .isEqualTo(expected);
  }

  /** Files of which the later are larger, and rows that tell their place. */
  private List<Double> writeManySplits() {
    List<Double> sums = new ArrayList<>();
    for (int file = 0; file < 4; file++) {
      List<String> lines = new ArrayList<>(List.of("a,b"));
      for (int i = 0; i < 1 + 700 * file; i++) {
        lines.add(sums.size() + ",0.5");
        sums.add(sums.size() + 0.5);
      }
      write(folder.resolve("in/" + file + ".csv"), lines);
    }
    return sums;
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.csv", "out.parquet", "out"})
  void numbersBeyondTheArithmeticGiveNumbersAndAreTold(String name) {
    String data = write(folder.resolve("in.csv"), "a,b", "1,2", "1e300,-1e300", "3,1e299", "-1,0");
    Path out = folder.resolve(name);
    List<String> notes =
        reader()
            .openForPrediction(RowInput.files(List.of(data), null), Models.sums(SUM))
            .writePredictions(Models.sums(SUM), BlasKind.EJML, out.toString(), false);

    assertThat(notes)
        .containsExactly(
            "2 rows have features beyond the range of float64 once scaled, which count as its end, 1.2e+77");
    FileSource written = FileSource.open(session(), List.of(out.toString()), null);
    assertThat(written.readable().rows().map(row -> Cells.number(row.get(2))).collect())
        .containsExactly(3.0, 0.0, 0x1p127, -1.0);
  }

  @Test
  void nothingIsToldOfUsualRows() {
    String data = write(folder.resolve("in.csv"), "a,b", "1,2", "-1e30,4e-320");

    assertThat(
            reader()
                .openForPrediction(RowInput.files(List.of(data), null), Models.sums(SUM))
                .writePredictions(
                    Models.sums(SUM), BlasKind.EJML, folder.resolve("out.csv").toString(), false))
        .isEmpty();
  }

  @Test
  void findsTypesForParquet() {
    String data =
        write(
            folder.resolve("in.csv"),
            "id,a,count,mixed,flag,half,none,label",
            "007,1,3,x,true,0.5,,a",
            "008,2,-12,1,False,,,b");
    Path out = folder.resolve("out.parquet");
    predict(data, Models.logistic(Models.classes(List.of("a"), true, "-1", "1")), out, false);
    Dataset<Row> written = session().read().parquet(out.toString());
    assertThat(written.schema().simpleString())
        .isEqualTo(
            "struct<id:string,a:bigint,count:bigint,mixed:string,flag:boolean,half:double,"
                + "none:string,label:string,prediction:bigint,probability_-1:double,probability_1:double>");
    Row row = written.collectAsList().get(1);
    assertThat(row.mkString("|")).startsWith("008|2|-12|1|false|null|null|b|1|0.119");
    assertThat(row.getDouble(10)).isEqualTo(1 / (1 + Math.exp(-2)), within(1e-12));
  }

  /** Integers beyond those of float64, too, and whichever way they are written. */
  @Test
  void carriesIntegersWithoutRounding() {
    String data =
        write(
            folder.resolve("in.csv"),
            "id,sum,code,a",
            "9007199254740993,1e3,18446744073709551616,1",
            "-9000000000000000001,+2.0,5,?");
    Path out = folder.resolve("out.parquet");
    predict(data, Models.sums(Models.numbers(List.of("a"), "y")), out, false);
    Dataset<Row> written = session().read().parquet(out.toString());
    assertThat(written.schema().simpleString())
        .isEqualTo("struct<id:bigint,sum:bigint,code:string,a:bigint,prediction:double>");
    assertThat(written.collectAsList())
        .extracting(row -> row.mkString("|"))
        .containsExactly(
            "9007199254740993|1000|18446744073709551616|1|1.0",
            "-9000000000000000001|2|5|null|0.0");
  }

  @Test
  void writesTheLabelOfLibsvm() throws IOException {
    String data = write(folder.resolve("in.libsvm"), "+1 1:3", "-1 2:5", "4 1:-1");
    Path out = folder.resolve("out.csv");
    DataSchema schema = Models.classes(List.of("f1", "f2"), true, "-1", "1");
    predict(data, Models.logistic(schema), out, false);
    assertThat(Files.readAllLines(out).stream().map(line -> line.split(",0")[0]))
        .containsExactly("label,prediction,probability_-1,probability_1", "1,1", "-1,-1", "4,-1");
  }

  @Test
  void namesSeveralOutputs() throws IOException {
    String data = write(folder.resolve("in.csv"), "b,a", "2,1");
    Path out = folder.resolve("out.csv");
    predict(data, Models.sums(Models.numbers(List.of("a", "b"), "y", "z")), out, false);
    assertThat(out).hasContent("b,a,prediction_y,prediction_z\n2,1,3.0,6.0");
  }

  /** As text in CSV, whose every other cell is as it was, and as numbers in Parquet. */
  @Test
  void writesClassesAsTheDataHasThem() throws IOException {
    String data = write(folder.resolve("in.csv"), "a", "5", "-5");
    for (List<String> classes :
        List.of(List.of("1", "2.50"), List.of("1.0", "2.0"), List.of("-1", "+1"))) {
      Path out = folder.resolve("out.csv");
      Model model =
          Models.logistic(Models.classes(List.of("a"), true, classes.get(0), classes.get(1)));
      predict(data, model, out, true);
      assertThat(Files.readAllLines(out).stream().map(line -> line.split(",")[1]))
          .containsExactly("prediction", classes.get(1), classes.get(0));
      Path parquet = folder.resolve("out.parquet");
      predict(data, model, parquet, true);
      Number first = session().read().parquet(parquet.toString()).first().getAs("prediction");
      assertThat(first.doubleValue()).isEqualTo(Double.parseDouble(classes.get(1)));
    }
  }

  @Test
  void replacesOnlyWhenToldTo() throws IOException {
    String data = write(folder.resolve("in.csv"), "a,b", "1,2");
    for (String name : List.of("out.csv", "out.parquet", "out")) {
      Path out = folder.resolve("made/" + name);
      predict(data, Models.sums(SUM), out, false);
      assertThatThrownBy(() -> predict(data, Models.sums(SUM), out, false))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(out + " exists already")
          .hasMessageContaining("--overwrite");
      String more = write(folder.resolve("more.csv"), "a,b", "1,2", "3,4");
      predict(more, Models.sums(SUM), out, true);
      assertThat(
              FileSource.open(
                      session(), List.of(out.toString()), name.equals("out") ? RowFormat.CSV : null)
                  .readable()
                  .rows()
                  .count())
          .isEqualTo(2);
    }
    assertOnly(folder.resolve("made"), "out.csv", "out.parquet", "out");
  }

  @Test
  void replacesItsOwnInput() throws IOException {
    String data = write(folder.resolve("in.csv"), "a,b", "1,2");
    predict(data, Models.sums(SUM), Path.of(data), true);
    assertThat(Path.of(data)).hasContent("a,b,prediction\n1,2,3.0");
  }

  @Test
  void replacesNoFolderOfOtherThings() throws IOException {
    String data = write(folder.resolve("in.csv"), "a,b", "1,2");
    write(folder.resolve("home/thesis.tex"), "dear");
    assertThatThrownBy(() -> predict(data, Models.sums(SUM), folder.resolve("home"), true))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("thesis.tex");
    assertThat(folder.resolve("home/thesis.tex")).hasContent("dear");
  }

  @Test
  void leavesNothingWhereWritingFails() throws IOException {
    String data = write(folder.resolve("in.csv"), "a,b", "1,2");
    Path out = folder.resolve("made/out.csv");
    write(out, "kept");
    ScoringRows rows =
        reader().openForPrediction(RowInput.files(List.of(data), null), Models.sums(SUM));
    Files.writeString(Path.of(data), "a,b\n1,x\n");
    assertThatThrownBy(
            () -> rows.writePredictions(Models.sums(SUM), BlasKind.EJML, out.toString(), true))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "column 'b' has 1 cell that is not a number, the first 'x' in row 1 of " + data);
    assertThat(out).hasContent("kept");
    assertOnly(folder.resolve("made"), "out.csv");
  }

  @Test
  void refusesNamesOfOtherFormatsAndColumnsThatClash() {
    String data = write(folder.resolve("in.csv"), "a,b,prediction", "1,2,3");
    assertThatThrownBy(() -> predict(data, Models.sums(SUM), folder.resolve("out.csv.gz"), false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(".csv or .parquet");
    assertThatThrownBy(() -> predict(data, Models.sums(SUM), folder.resolve("out.csv"), false))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("'prediction'");
  }

  private static void predict(String data, Model model, Path out, boolean overwrite) {
    reader()
        .openForPrediction(RowInput.files(List.of(data), null), model)
        .writePredictions(model, BlasKind.EJML, out.toString(), overwrite);
  }

  private static void assertOnly(Path folder, String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).collect(Collectors.toList()))
          .containsExactlyInAnyOrder(names);
    }
  }
}
