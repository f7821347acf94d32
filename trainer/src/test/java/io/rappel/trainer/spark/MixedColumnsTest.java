package io.rappel.trainer.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.LocalPath;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.MixedRows;
import io.rappel.trainer.data.RowBatch;
import io.rappel.trainer.data.Task;
import io.rappel.trainer.data.pack.LabelIndex;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.DataSchema;
import io.rappel.trainer.model.Importance;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.model.Predictor;
import io.rappel.trainer.model.file.LocalModelDirectory;
import io.rappel.trainer.optim.OptimizerKind;
import io.rappel.trainer.progress.EpochReport;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.deal.DealtRows;
import io.rappel.trainer.spark.rows.TargetCheck;
import io.rappel.trainer.spark.rows.TrainingInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers, categories, dates, truths and missing cells, from batches to a model and back. */
class MixedColumnsTest {

  private static final int EPOCHS = 30;
  private static final List<String> COLUMNS = List.of("number", "level", "truth", "when");

  private static final DataSchema SCHEMA =
      new DataSchema(Task.CLASSIFICATION, COLUMNS, List.of("y"), List.of("no", "yes"), false, null);

  private static final List<FeatureSpec> SPECS =
      List.of(
          FeatureSpec.number("number"),
          FeatureSpec.category("level", IntStream.range(0, 12).mapToObj(i -> "level" + i).toList()),
          FeatureSpec.truth("truth"),
          FeatureSpec.date("when", true));

  private static JavaSparkContext sc;

  @BeforeAll
  static void start() {
    sc = SparkFixture.start("local[3]");
  }

  @AfterAll
  static void stop() {
    sc.close();
  }

  /** Rows whose class follows from their level, their hour and whether their number is missing. */
  private static List<Object[]> rows(int count) {
    List<Object[]> rows = MixedRows.random(7, count);
    for (Object[] row : rows) {
      boolean odd = row[1] != null && (row[1].hashCode() & 1) == 1;
      boolean early = row[3] != null && (Long) row[3] / 3600 % 24 < 12;
      row[4] = odd ^ (early || row[0] == null) ? "yes" : "no";
    }
    return rows;
  }

  private static TrainingConfig config(LocalPath path) {
    return TrainingConfig.builder()
        .hidden(List.of(16))
        .optimizer(OptimizerKind.ADAM)
        .l2(3e-3)
        .encoding(NumberEncoding.none())
        .epochs(EPOCHS)
        .blas(BlasKind.EJML)
        .localPath(path)
        .build();
  }

  private static TrainingResult train(
      List<Object[]> rows, int slices, int partitions, LocalPath path) {
    return train(rows, slices, partitions, config(path), new TrainingListener() {});
  }

  private static TrainingResult train(
      List<Object[]> rows,
      int slices,
      int partitions,
      TrainingConfig config,
      TrainingListener listener) {
    return SparkTraining.train(
        new TrainingInput(
            SCHEMA,
            COLUMNS,
            SPECS,
            dealt(rows, slices),
            null,
            null,
            partitions,
            null,
            LabelIndex.of(SCHEMA.classes()),
            TargetCheck.NONE),
        config,
        listener);
  }

  private static DealtRows dealt(List<Object[]> rows, int slices) {
    JavaRDD<Integer> parts = sc.parallelize(IntStream.range(0, slices).boxed().toList(), slices);
    ArrayList<Object[]> all = new ArrayList<>(rows);
    JavaRDD<RowBatch> batches = parts.flatMap(part -> slice(all, part, slices));
    return DealtRows.read(batches, COLUMNS.size(), 1, 0);
  }

  private static Iterator<RowBatch> slice(List<Object[]> rows, int part, int parts) {
    List<RowBatch> batches = new ArrayList<>();
    int to = rows.size() * (part + 1) / parts;
    for (int from = rows.size() * part / parts; from < to; from += 700) {
      batches.add(MixedRows.batch(rows.subList(from, Math.min(to, from + 700))));
    }
    return batches.iterator();
  }

  @ParameterizedTest
  @CsvSource({"1,1,ALWAYS", "5,2,NEVER", "3,7,NEVER", "8,3,ALWAYS"})
  void givesOneModelHoweverTheRowsCome(int slices, int partitions, LocalPath path) {
    List<Object[]> rows = rows(6000);
    String expected = ModelFormat.weightsSha256(train(rows, 2, 4, LocalPath.ALWAYS).model());
    Collections.shuffle(rows, new Random(slices));
    Model model = train(rows, slices, partitions, path).model();

    assertThat(ModelFormat.weightsSha256(model)).isEqualTo(expected);
  }

  @Test
  void learnsFromEveryKindOfColumn() {
    TrainingResult result = train(rows(8000), 2, 2, LocalPath.ALWAYS);

    assertThat((Double) result.validation().get("accuracy")).isGreaterThan(0.95);
  }

  @Test
  void aSavedModelPredictsTheSame(@TempDir Path folder) throws Exception {
    List<Object[]> rows = rows(3000);
    Model model = train(rows, 2, 2, LocalPath.ALWAYS).model();
    ModelFormat.write(model, new LocalModelDirectory(folder));
    Files.writeString(folder.resolve(ModelFormat.STATUS_FILE), "{\"outcome\": \"done\"}");
    Model read = ModelFormat.load(new LocalModelDirectory(folder));
    RowBatch batch = MixedRows.batch(rows.subList(0, 400));

    assertThat(read.encoder()).isEqualTo(model.encoder());
    double[][] predictions = predict(read, batch);
    assertThat(predictions).isDeepEqualTo(predict(model, batch));
    long right =
        IntStream.range(0, 400)
            .filter(i -> predictions[i][1] > 0.5 == rows.get(i)[4].equals("yes"))
            .count();
    assertThat(right).isGreaterThan(360);
  }

  @Test
  void evaluationCountsWhatPredictionGives() {
    List<Object[]> rows = rows(2000);
    Model model = train(rows, 2, 2, LocalPath.ALWAYS).model();
    double[][] predictions = predict(model, MixedRows.batch(rows));
    long right =
        IntStream.range(0, rows.size())
            .filter(i -> predictions[i][1] > 0.5 == rows.get(i)[4].equals("yes"))
            .count();
    List<String> notes = new ArrayList<>();
    Map<String, Object> metrics =
        SparkScoring.evaluate(
            model,
            model.decoder(),
            COLUMNS,
            dealt(rows, 3),
            LabelIndex.of(SCHEMA.classes()),
            BlasKind.EJML,
            false,
            notes::add);

    assertThat(metrics).containsEntry("rows", 2000L).containsEntry("accuracy", right / 2000.0);
    assertThat(notes).isEmpty();
  }

  private static List<Map<String, Object>> trainingMetrics(
      List<Object[]> rows, int slices, int partitions, LocalPath path) {
    List<Map<String, Object>> metrics = new ArrayList<>();
    train(
        rows,
        slices,
        partitions,
        config(path),
        new TrainingListener() {
          @Override
          public void epochEnded(EpochReport epoch) {
            metrics.add(epoch.training());
          }
        });
    return metrics;
  }

  @Test
  void eachEpochMeasuresAsManyTrainingRowsAsThoseToValidateOnTheSameHoweverTheyCome() {
    List<Object[]> rows = rows(6000);
    List<Map<String, Object>> expected = trainingMetrics(rows, 2, 4, LocalPath.ALWAYS);
    Collections.shuffle(rows, new Random(5));

    assertThat(trainingMetrics(rows, 5, 3, LocalPath.NEVER)).isEqualTo(expected);
    assertThat(expected).hasSize(EPOCHS);
    assertThat((Long) expected.get(11).get("rows")).isBetween(450L, 750L);
    assertThat((Double) expected.get(11).get("accuracy"))
        .isGreaterThan(0.95)
        .isGreaterThan((Double) expected.get(0).get("accuracy"));
  }

  /** Of the model and of what is found out with it. */
  private static Importance importance(
      List<Object[]> rows, int slices, int partitions, LocalPath path) {
    return train(
            rows,
            slices,
            partitions,
            config(path).toBuilder().importance(true).build(),
            new TrainingListener() {})
        .importance();
  }

  @Test
  void importanceTellsColumnsThatMatterFromOthersWhateverTheirKind() {
    Importance found = importance(rows(6000), 2, 2, LocalPath.ALWAYS);
    Map<String, Double> growth =
        found.columns().stream()
            .collect(Collectors.toMap(Importance.Column::name, Importance.Column::growth));

    assertThat(found.metric()).isEqualTo("log_loss");
    assertThat(found.repetitions()).isEqualTo(5);
    assertThat(found.rows()).isBetween(450, 750);
    assertThat(found.columns().get(0).name()).isEqualTo("level");
    assertThat(growth.get("level")).isGreaterThan(0.3);
    assertThat(growth.get("when")).isGreaterThan(0.1);
    assertThat(growth.get("number")).isGreaterThan(0.02);
    assertThat(growth.get("truth")).isBetween(-0.02, 0.02);
  }

  @ParameterizedTest
  @CsvSource({"1,1,ALWAYS", "5,2,NEVER", "8,3,ALWAYS"})
  void importanceHasTheSameBitsHoweverTheRowsCome(int slices, int partitions, LocalPath path) {
    List<Object[]> rows = rows(6000);
    Importance expected = importance(rows, 2, 4, LocalPath.ALWAYS);
    Collections.shuffle(rows, new Random(slices));

    assertThat(importance(rows, slices, partitions, path)).isEqualTo(expected);
  }

  @Test
  void importanceOfRowsToScoreIsThatOfTheirContentAlone() {
    List<Object[]> rows = rows(9000);
    Model model = train(rows.subList(0, 3000), 2, 2, LocalPath.ALWAYS).model();
    Object expected = evaluatedImportance(model, rows, 3);
    Collections.shuffle(rows, new Random(4));

    assertThat(expected.toString())
        .startsWith("{metric=log_loss, baseline=0.")
        .contains("rows=5000");
    assertThat(evaluatedImportance(model, rows, 7)).isEqualTo(expected);
  }

  private static Object evaluatedImportance(Model model, List<Object[]> rows, int slices) {
    return SparkScoring.evaluate(
            model,
            model.decoder(),
            COLUMNS,
            dealt(rows, slices),
            LabelIndex.of(SCHEMA.classes()),
            BlasKind.EJML,
            true,
            note -> {})
        .get("importance");
  }

  private static double[][] predict(Model model, RowBatch batch) {
    return new Predictor(model, BlasKind.EJML, model.encoder().typing(COLUMNS, 0, null))
        .predict(batch);
  }
}
