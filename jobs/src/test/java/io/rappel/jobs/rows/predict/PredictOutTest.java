package io.rappel.jobs.rows.predict;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.Models;
import io.rappel.jobs.rows.cell.TextCells;
import io.rappel.jobs.rows.source.FileSource;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.Cell;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The kinds of output that predictions have: files, folders and tables. */
class PredictOutTest {

  private static final DataSchema SUM = Models.numbers(List.of("a", "b"), "y");

  @TempDir Path folder;

  @BeforeEach
  void makeDatabase() {
    session().sql("CREATE DATABASE scored LOCATION '" + folder.resolve("warehouse") + "'");
  }

  @AfterEach
  void dropDatabase() {
    session().sql("DROP DATABASE scored CASCADE");
  }

  private static List<String> predict(RowInput input, Model model, PredictionOutput output) {
    return reader()
        .openForPrediction(input, model)
        .writePredictions(model, model.decoder(), BlasKind.EJML, output);
  }

  private static void predict(String data, PredictionOutput output) {
    predict(RowInput.files(List.of(data), null), Models.sums(SUM), output);
  }

  private PredictionOutput out(String name, OutputFormat format) {
    return new PredictionOutput(folder.resolve(name).toString(), format, null, false);
  }

  private static PredictionOutput table(String name, boolean overwrite) {
    return new PredictionOutput(null, null, name, overwrite);
  }

  /** Rows that tell their place, of a and its half b, and a text. */
  private String parquet(long rows, int files) {
    String path = folder.resolve("in.parquet").toString();
    session()
        .range(0, rows, 1, files)
        .selectExpr("id as a", "id / 2 as b", "concat('row ', id) as name")
        .write()
        .parquet(path);
    return path;
  }

  private List<String> names(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The parts of a folder, in order. */
  private List<String> parts(String name, String ending) throws IOException {
    return names(name).stream()
        .filter(part -> part.startsWith("part-") && part.endsWith(ending))
        .map(part -> folder.resolve(name).resolve(part).toString())
        .toList();
  }

  private static void assertComplete(List<String> files, long rows) {
    List<Row> found = new ArrayList<>();
    for (String file : files) {
      found.addAll(session().read().parquet(file).coalesce(1).collectAsList());
    }
    assertThat(found).hasSize((int) rows);
    for (int i = 0; i < rows; i++) {
      assertThat(found.get(i).getLong(0)).isEqualTo(i);
      assertThat(found.get(i).getString(2)).isEqualTo("row " + i);
      assertThat(found.get(i).getDouble(3)).isEqualTo(i + i / 2.0);
    }
  }

  @Test
  void columnarInputBecomesAFolderOfParquetInTheInputsOrder() throws IOException {
    predict(parquet(5_000, 3), out("out", null));

    assertThat(names("out")).contains("_SUCCESS");
    assertComplete(parts("out", ".parquet"), 5_000);
  }

  @Test
  void aFolderOfTextInputIsCsvUnlessAnotherFormatIsGiven() throws IOException {
    String data = write(folder.resolve("in.csv"), "a,b,name", "1,2.5,x", "2,,y");

    predict(data, out("plain", null));
    predict(data, out("typed", OutputFormat.PARQUET));

    String part = parts("plain", ".csv").get(0);
    assertThat(Files.readAllLines(Path.of(part)))
        .containsExactly("a,b,name,prediction", "1,2.5,x,3.5", "2,,y,2.0");
    assertThat(session().read().parquet(folder.resolve("typed").toString()).schema().toDDL())
        .isEqualTo("a BIGINT,b DOUBLE,name STRING,prediction DOUBLE");
  }

  @Test
  void cellsThatEndWithSemicolonsDoSoInCsvAndAreReadAgain() throws IOException {
    String data = write(folder.resolve("in.csv"), "a;b;name", "1,5;2;x,y", "0,25;;\"p;q\"");

    predict(data, out("out.csv", null));
    Model next = Models.sums(Models.numbers(List.of("a", "prediction"), "y", "z"));
    RowInput written = RowInput.files(List.of(folder.resolve("out.csv").toString()), null);
    predict(written, next, out("again.csv", null));

    assertThat(Files.readAllLines(folder.resolve("out.csv")))
        .containsExactly("a;b;name;prediction", "1,5;2;x,y;3.5", "0,25;;\"p;q\";0.25");
    assertThat(Files.readAllLines(folder.resolve("again.csv")))
        .containsExactly(
            "a;b;name;prediction;prediction_y;prediction_z",
            "1,5;2;x,y;3.5;5.0;10.0",
            "0,25;;\"p;q\";0.25;0.5;1.0");
  }

  @Test
  void aFolderOfColumnarInputIsCsvWhereThatIsGiven() throws IOException {
    predict(parquet(3, 1), out("out", OutputFormat.CSV));

    assertThat(Files.readAllLines(Path.of(parts("out", ".csv").get(0))))
        .containsExactly(
            "a,b,name,prediction", "0,0.0,row 0,0.0", "1,0.5,row 1,1.5", "2,1.0,row 2,3.0");
  }

  @Test
  void linesOfLibsvmKeepTheirLabel() throws IOException {
    String data = write(folder.resolve("in.libsvm"), "1 1:2 2:3", "# none", "", "-1 2:5");
    Model model = Models.sums(Models.numbers(List.of("f1", "f2"), "label"));

    predict(RowInput.files(List.of(data), null), model, out("out", null));

    assertThat(Files.readAllLines(Path.of(parts("out", ".csv").get(0))))
        .containsExactly("label,prediction", "1,5.0", "-1,5.0");
  }

  @Test
  void partsOfParquetAreJoinedByTheirGroupsOfRows() throws IOException {
    predict(parquet(5_000, 3), out("out.parquet", null));

    assertThat(folder.resolve("out.parquet")).isRegularFile();
    assertComplete(List.of(folder.resolve("out.parquet").toString()), 5_000);
    assertThat(groups("out.parquet")).isGreaterThan(1);
  }

  private int groups(String name) throws IOException {
    return footer(folder.resolve(name).toString()).getBlocks().size();
  }

  private static ParquetMetadata footer(String file) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file), new Configuration()))) {
      return reader.getFooter();
    }
  }

  /** Moments, of which one is after the years of INT96 in nanoseconds. */
  private String moments() {
    String path = folder.resolve("in.orc").toString();
    session()
        .sql(
            "select 1 as a, 2 as b, explode(array(timestamp'2024-01-02 03:04:05.678901Z',"
                + " timestamp'9999-12-31 00:00:00Z')) as t")
        .coalesce(1)
        .write()
        .orc(path);
    return path;
  }

  @ParameterizedTest
  @ValueSource(strings = {"out", "out.parquet"})
  void momentsInParquetHaveTheirZone(String name) throws IOException {
    predict(moments(), out(name, null));

    String file =
        name.equals("out") ? parts(name, ".parquet").get(0) : folder.resolve(name).toString();
    assertThat(footer(file).getFileMetaData().getSchema().getType("t").toString())
        .isEqualTo("optional int64 t (TIMESTAMP(MICROS,true))");
    assertThat(session().read().parquet(file).selectExpr("unix_micros(t)").collectAsList())
        .extracting(row -> row.getLong(0))
        .containsExactly(1_704_164_645_678_901L, 253_402_214_400_000_000L);
  }

  @Test
  void momentsInCsvAreWholeAndReadAgain() throws IOException {
    String path = folder.resolve("in.parquet").toString();
    session()
        .sql(
            "select 1 as a, 2 as b, timestamp_micros(1704164645678901) as t,"
                + " timestamp_ntz'2024-01-02 03:04:05.000009' as local")
        .write()
        .parquet(path);

    predict(path, out("out.csv", null));

    String[] cells = Files.readAllLines(folder.resolve("out.csv")).get(1).split(",");
    assertThat(OffsetDateTime.parse(cells[2]).toInstant())
        .isEqualTo(Instant.parse("2024-01-02T03:04:05.678901Z"));
    assertThat(cells[3]).isEqualTo("2024-01-02T03:04:05.000009");
    TextCells read = new TextCells(CellRules.DEFAULT, false);
    assertThat(Cell.seconds(read.parse(cells[2]))).isEqualTo(1_704_164_645L);
    assertThat(Cell.seconds(read.parse(cells[3]))).isEqualTo(1_704_164_645L);
  }

  @Test
  void aLargeGroupOfRowsIsSharedAmongTasks() throws IOException {
    predict(parquet(120_001, 1), out("out", null));

    List<String> parts = parts("out", ".parquet");
    List<Long> rows = parts.stream().map(part -> session().read().parquet(part).count()).toList();
    assertThat(rows).filteredOn(count -> count > 0).containsExactly(60_000L, 60_001L);
    assertComplete(parts, 120_001);
  }

  @Test
  void everyTypeOfNumberIsReadByColumn() {
    String path = folder.resolve("in.parquet").toString();
    session()
        .sql(
            "SELECT 1 as i, 2L as l, cast(0.5 as float) as f, 0.25D as d, 3S as s, 1.5BD as m"
                + " UNION ALL SELECT null, null, null, null, null, null")
        .coalesce(1)
        .write()
        .parquet(path);
    Model model = Models.sums(Models.numbers(List.of("i", "l", "f", "d", "s", "m"), "y"));

    predict(RowInput.files(List.of(path), null), model, out("out", null));

    Dataset<Row> written = session().read().parquet(folder.resolve("out").toString());
    assertThat(written.filter("i = 1").select("prediction").first().getDouble(0)).isEqualTo(8.25);
    assertThat(written.filter("i is null").select("prediction").first().getDouble(0)).isZero();
  }

  @Test
  void namesThatDifferInCaseAloneAreDifferentOnes() throws IOException {
    String data = write(folder.resolve("in.csv"), "a,A,b", "1,7,2");

    predict(data, out("out.csv", null));
    predict(data, out("out.parquet", null));

    assertThat(Files.readAllLines(folder.resolve("out.csv")).get(1)).isEqualTo("1,7,2,3.0");
    assertThat(
            FileSource.open(session(), List.of(folder.resolve("out.parquet").toString()), null)
                .schema()
                .fieldNames())
        .containsExactly("a", "A", "b", "prediction");
  }

  @Test
  void columnsOfTheModelKeepTheirNamesBesidePredictions() throws IOException {
    String data = write(folder.resolve("in.csv"), "Prediction,probability_a,label", "0,5,a");
    Model model =
        Models.logistic(Models.classes(List.of("Prediction", "probability_a"), false, "a", "a1"));

    List<String> notes = predict(RowInput.files(List.of(data), null), model, out("out.csv", null));
    predict(RowInput.files(List.of(data), null), model, out("out.parquet", null));

    assertThat(notes)
        .containsExactly(
            "the input has a column 'prediction', so that predictions add 'prediction1' instead",
            "the input has a column 'probability_a', so that predictions add 'probability_a2'"
                + " instead");
    assertThat(Files.readAllLines(folder.resolve("out.csv")))
        .containsExactly(
            "Prediction,probability_a,label,prediction1,probability_a2,probability_a1",
            "0,5,a,a,0.5,0.5");
    assertThat(session().read().parquet(folder.resolve("out.parquet").toString()).columns())
        .containsExactly(
            "Prediction",
            "probability_a",
            "label",
            "prediction1",
            "probability_a2",
            "probability_a1");
  }

  @Test
  void rowsThatTheConditionLeavesOutAreNotWritten() throws IOException {
    RowInput input = RowInput.files(List.of(parquet(100, 2)), null).where("a % 10 = 3 and b > 20");

    predict(input, Models.sums(SUM), out("out.csv", null));

    assertThat(Files.readAllLines(folder.resolve("out.csv")))
        .containsExactly(
            "a,b,name,prediction",
            "43,21.5,row 43,64.5",
            "53,26.5,row 53,79.5",
            "63,31.5,row 63,94.5",
            "73,36.5,row 73,109.5",
            "83,41.5,row 83,124.5",
            "93,46.5,row 93,139.5");
  }

  @ParameterizedTest
  @CsvSource({
    "out.csv, PARQUET, --out-format parquet does not go with the name out.csv",
    "out.PARQUET, CSV, --out-format csv does not go with the name out.PARQUET",
    "out.json, CSV, one file that ends in .csv or .parquet",
  })
  void aNameOfAnotherFormatIsRefused(String name, OutputFormat format, String sentence) {
    assertThatThrownBy(() -> out(name, format))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void thereIsOnePlace() {
    assertThatThrownBy(() -> new PredictionOutput(null, null, null, false))
        .hasMessage("there is no place for the predictions: give --out PATH or --out-table NAME");
    assertThatThrownBy(() -> new PredictionOutput("a", null, "b", false))
        .hasMessage("--out and --out-table cannot be given together");
    assertThatThrownBy(() -> new PredictionOutput(null, OutputFormat.CSV, "b", false))
        .hasMessage("--out-format is that of files, and --out-table names none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out.csv", "out.parquet", "out"})
  void textWhereTheModelHasANumberLeavesNothing(String name) throws IOException {
    String data = write(folder.resolve("in.csv"), "a,b", "1,2", "3,four");

    assertThatThrownBy(() -> predict(data, out(name, null)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'b'")
        .hasMessageContaining("row 2 of ")
        .hasMessageContaining("four");
    assertThat(names(".")).containsExactly("in.csv", "warehouse");
  }

  @Test
  void aTableIsMadeAndReplacedAsAWhole() {
    String data = parquet(1_000, 2);

    predict(data, table("scored.sums", false));

    Dataset<Row> made = session().table("scored.sums");
    assertThat(made.count()).isEqualTo(1_000);
    assertThat(made.filter("prediction <> a + b or prediction is null").count()).isZero();
    assertThatThrownBy(() -> predict(data, table("scored.sums", false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("the table scored.sums exists already: give --overwrite to replace it");

    RowInput itself = RowInput.table("scored.sums").where("a < 10");
    DataSchema again = Models.classes(List.of("a"), true, "0", "1");
    assertThatThrownBy(() -> predict(itself, Models.logistic(again), table("scored.sums", true)))
        .hasMessageContaining("has a column 'prediction' already");
    assertThat(session().table("scored.sums").count()).isEqualTo(1_000);

    predict(
        RowInput.files(List.of(data), null).where("a < 10"),
        Models.sums(SUM),
        table("scored.sums", true));

    assertThat(session().table("scored.sums").count()).isEqualTo(10);
    assertOnlyTable("sums");
  }

  @Test
  void aTableStaysWhereItsSuccessorFails() throws IOException {
    predict(parquet(10, 1), table("scored.sums", false));
    String wrong = write(folder.resolve("in.csv"), "a,b", "1,2", "x,4");

    assertThatThrownBy(() -> predict(wrong, table("scored.sums", true)))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> predict(wrong, table("scored.others", false)))
        .isInstanceOf(DataException.class);

    assertThat(session().table("scored.sums").count()).isEqualTo(10);
    assertOnlyTable("sums");
    assertThat(names("warehouse")).containsExactly("sums");
  }

  private static void assertOnlyTable(String name) {
    Dataset<Row> listed = session().sql("SHOW TABLES IN scored").where("not isTemporary");
    assertThat(listed.select("tableName").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(name);
  }

  @Test
  void viewsAndNamesOfNothingAreNoTables() {
    String data = parquet(3, 1);
    session().sql("CREATE VIEW scored.seen AS SELECT 1 AS a");

    assertThatThrownBy(() -> predict(data, table("scored.seen", true)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("scored.seen is a view, and is not replaced by a table");
    assertThatThrownBy(() -> predict(data, table("a..b", false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("--out-table 'a..b' is no name of a table");
    assertThatThrownBy(() -> predict(data, table("nowhere.sums", false)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("--out-table nowhere.sums");
  }
}
