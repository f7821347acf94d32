package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rappel.jobs.rows.columns.RowsRequest;
import io.rappel.jobs.rows.source.RowInput;
import io.rappel.jobs.rows.survey.InputDescription;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.CellRules;
import io.rappel.trainer.data.DataException;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of arrays and vectors, whose entries are features. */
class ArrayColumnsTest {

  /** A constant entry, one with gaps, and one that decides. */
  private static final String CELLS =
      "select id, 4.0D as a, if(id % 7 = 0, null, id / 4) as b, double(id % 5) as c,"
          + " double(id * id % 11) as d, if(id % 5 > 2, 'yes', 'no') as label from range(%s)";

  @TempDir Path folder;

  private Dataset<Row> cells(int rows) {
    session().sql(CELLS.replace("%s", Integer.toString(rows))).createOrReplaceTempView("entries");
    return session().table("entries");
  }

  private String arrays(int rows, String array) {
    String path = folder + "/arrays" + rows + array.length();
    cells(rows).selectExpr(array + " as v", "d", "label").repartition(3).write().parquet(path);
    return path;
  }

  private static TrainingRows read(String path) {
    return reader().readForTraining(request("label", path), null);
  }

  private static Model train(TrainingRows rows, String encoding) {
    TrainingConfig config =
        TrainingConfig.builder()
            .hidden(List.of(6))
            .epochs(60)
            .learningRate(0.02)
            .encoding(NumberEncoding.parse(encoding))
            .blas(BlasKind.EJML)
            .build();
    return SparkTraining.train(rows.input(null, 2, null), config, new TrainingListener() {})
        .model();
  }

  @Test
  void entriesAreFeatures() {
    TrainingRows rows = read(arrays(300, "array(a, b, c)"));

    assertThat(rows.specs())
        .containsExactly(
            FeatureSpec.number("d"),
            FeatureSpec.entry("v[0]"),
            FeatureSpec.entry("v[1]"),
            FeatureSpec.entry("v[2]"));
    assertThat(rows.notes()).noneMatch(note -> note.contains("array"));
    assertThat(rows.notes()).contains("a column has missing cells: v[1]");
  }

  @Test
  void vectorsAndArraysGiveOneModelThatIsThatOfPlainColumns() {
    Model ofArrays = train(read(arrays(300, "array(a, b, c)")), "none");
    cells(300)
        .where("b is not null")
        .withColumn("v", functions.array_to_vector(expr("array(b, c)")))
        .select("v", "label")
        .write()
        .parquet(folder + "/vectors");
    cells(300).where("b is not null").select("b", "c", "label").write().parquet(folder + "/two");

    assertThat(ModelFormat.weightsSha256(train(read(folder + "/vectors"), "none")))
        .isEqualTo(ModelFormat.weightsSha256(train(read(folder + "/two"), "none")));
    assertThat(ofArrays.schema().features()).containsExactly("d", "v[0]", "v[1]", "v[2]");
  }

  /** Without MLlib's classes vectors are what they are stored as; every second one is sparse. */
  @Test
  void vectorsWithoutTheirClassGiveTheSameModel() {
    cells(300)
        .where("b is not null")
        .selectExpr(
            "if(id % 2 = 0, named_struct('type', 1Y, 'size', cast(null as int), 'indices',"
                + " cast(null as array<int>), 'values', array(b, 0D, c)), named_struct('type', 0Y,"
                + " 'size', 3, 'indices', array(0, 2), 'values', array(b, c))) as v",
            "label")
        .write()
        .parquet(folder + "/structs");
    cells(300)
        .where("b is not null")
        .selectExpr("array(b, 0D, c) as v", "label")
        .write()
        .parquet(folder + "/arrays");

    TrainingRows rows = read(folder + "/structs");
    assertThat(rows.schema().features()).containsExactly("v[0]", "v[1]", "v[2]");
    assertThat(ModelFormat.weightsSha256(train(rows, "none")))
        .isEqualTo(ModelFormat.weightsSha256(train(read(folder + "/arrays"), "none")));
  }

  @Test
  void binsAreForEntriesOnlyWhereTheyAreAskedFor() {
    String path = arrays(300, "array(b, c)");

    assertThat(bins(train(read(path), "auto"), 0)).isTrue();
    assertThat(bins(train(read(path), "auto"), 1)).isFalse();
    assertThat(bins(train(read(path), "hat"), 1)).isTrue();
  }

  private static boolean bins(Model model, int feature) {
    return model.encoder().features().get(feature).encodings().stream()
        .anyMatch(Encoding.Hat.class::isInstance);
  }

  @Test
  void predictionsKeepTheArray() {
    String path = arrays(300, "array(a, b, c)");
    Model model = train(read(path), "none");
    String out = folder + "/out.parquet";

    reader()
        .openForPrediction(RowInput.files(List.of(path), null).where("d < 4"), model)
        .writePredictions(model, BlasKind.EJML, out, false);

    Dataset<Row> written = session().read().parquet(out);
    assertThat(written.columns())
        .containsExactly("v", "d", "label", "prediction", "probability_no", "probability_yes");
    assertThat(written.count()).isEqualTo(written.where("d < 4").count()).isPositive();
    assertThat(written.where("size(v) = 3 and prediction = label").count())
        .isGreaterThan(written.count() * 8 / 10);
  }

  @Test
  void namesOfArraysStandForTheirEntries() {
    String path = arrays(300, "array(b, c)");
    RowInput input = RowInput.files(List.of(path), null);
    RowsRequest named =
        new RowsRequest(input, List.of("label"), List.of("v"), List.of(), null, null);
    RowsRequest without =
        new RowsRequest(input, List.of("label"), List.of(), List.of("v"), null, null);

    assertThat(reader().readForTraining(named, null).schema().features())
        .containsExactly("v[0]", "v[1]");
    assertThat(reader().readForTraining(without, null).schema().features()).containsExactly("d");
  }

  @Test
  void arraysOfJsonAreReadToo() {
    String path =
        write(
            folder.resolve("in.json"),
            "{\"v\": [1, 2.5], \"y\": 1.5}",
            "{\"y\": 2.5}",
            "{\"v\": [null, 3], \"y\": 2}");

    TrainingRows rows = reader().readForTraining(request("y", path), null);

    assertThat(rows.schema().features()).containsExactly("v[0]", "v[1]");
    assertThat(rows.notes()).contains("2 columns have missing cells: v[0], v[1]");
  }

  @Test
  void arraysOfOtherLengthsAreFaults() {
    String mixed = arrays(100, "if(id = 60, array(a), array(b, c))");

    assertThatThrownBy(() -> read(mixed))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "column 'v' has arrays of 2 numbers and 1 other such as one of 1, the first in row ")
        .hasMessageEndingWith(
            ": all have to be of one length; --exclude v leaves the whole column out");
    RowInput input = RowInput.files(List.of(mixed), null);
    for (String exclude : List.of("v[0],v[1]", "v")) {
      RowsRequest request =
          new RowsRequest(
              input, List.of("label"), List.of(), List.of(exclude.split(",")), null, null);
      if (exclude.equals("v")) {
        assertThat(reader().readForTraining(request, null).schema().features())
            .containsExactly("d");
      } else {
        assertThatThrownBy(() -> reader().readForTraining(request, null))
            .hasMessageEndingWith("; --exclude v leaves the whole column out");
      }
    }
    RowsRequest named =
        new RowsRequest(input, List.of("label"), List.of("v[0]"), List.of(), null, null);
    assertThatThrownBy(() -> reader().readForTraining(named, null))
        .hasMessageEndingWith(": all have to be of one length");
  }

  @Test
  void theOtherColumnsAreDescribedBesideArraysThatCannotBeRead() {
    String path = folder + "/ragged";
    cells(60)
        .selectExpr(
            "if(id = 40, array(a), array(a, b)) as w",
            "array(b, c) as v",
            "d",
            "array_repeat(d, 20001) as long")
        .coalesce(1)
        .write()
        .parquet(path);

    InputDescription found =
        reader().describe(RowInput.files(List.of(path), null), List.of(), CellRules.DEFAULT);

    assertThat(found.rows()).isEqualTo(60);
    assertThat(found.columns().stream().map(InputDescription.Column::name))
        .containsExactly("d", "v[0]", "v[1]");
    assertThat(found.notes())
        .hasSize(2)
        .anyMatch(note -> note.startsWith("column 'w' has arrays of 2 numbers and 1 other such"))
        .anyMatch(
            note -> note.contains("has arrays of 20001 numbers, and each would be a feature"));
  }

  @Test
  void arraysOfWhichNothingIsReadMayHaveAnyLength() {
    String path = folder + "/both";
    cells(60)
        .selectExpr("if(id = 40, array(a), array(a, b)) as w", "array(b, c) as v", "d", "label")
        .coalesce(1)
        .write()
        .parquet(path);
    RowInput input = RowInput.files(List.of(path), null);
    RowsRequest named =
        new RowsRequest(input, List.of("label"), List.of("v", "d"), List.of(), null, null);
    RowsRequest without =
        new RowsRequest(input, List.of("label"), List.of(), List.of("w"), null, null);

    reader().readForTraining(named, null).close();
    Model model = train(reader().readForTraining(without, null), "none");
    reader()
        .openForPrediction(input, model)
        .writePredictions(model, BlasKind.EJML, folder + "/out", false);
    reader().readLabelled(input, model).close();

    assertThat(model.schema().features()).containsExactlyInAnyOrder("v[0]", "v[1]", "d");
    Dataset<Row> written = session().read().parquet(folder + "/out");
    assertThat(written.where("size(w) = 1").count()).isEqualTo(1);
    assertThat(written.where("prediction is not null").count()).isEqualTo(60);
    assertThatThrownBy(() -> read(path))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("column 'w' has arrays of 2 numbers and 1 other");
  }

  @Test
  void modelsWantArraysOfTheirLength() {
    Model model = train(read(arrays(300, "array(b, c)")), "none");
    for (String other : List.of("array(a, b, c)", "array(b)")) {
      RowInput input = RowInput.files(List.of(arrays(20, other)), null);

      assertThatThrownBy(() -> reader().openForPrediction(input, model))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("column 'v' of ")
          .hasMessageEndingWith(", and the model's of 2");
    }
  }

  @Test
  void faultsInPlainColumnsAreFoundBesideArrays() {
    cells(50)
        .selectExpr("array(b, c) as v", "if(id = 20, double('Infinity'), d) as d", "label")
        .coalesce(1)
        .write()
        .parquet(folder + "/infinite");

    assertThatThrownBy(() -> read(folder + "/infinite"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("'d'")
        .hasMessageContaining("row 21 of ");
  }
}
