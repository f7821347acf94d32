package io.rappel.jobs.rows;

import static io.rappel.jobs.rows.LocalSpark.reader;
import static io.rappel.jobs.rows.LocalSpark.request;
import static io.rappel.jobs.rows.LocalSpark.session;
import static io.rappel.jobs.rows.LocalSpark.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.rappel.jobs.rows.source.RowInput;
import io.rappel.trainer.TrainingResult;
import io.rappel.trainer.config.TrainingConfig;
import io.rappel.trainer.data.shard.ScalingKind;
import io.rappel.trainer.features.Encoding;
import io.rappel.trainer.features.FeatureSpec;
import io.rappel.trainer.features.NumberEncoding;
import io.rappel.trainer.math.blas.BlasKind;
import io.rappel.trainer.model.Model;
import io.rappel.trainer.model.ModelFormat;
import io.rappel.trainer.progress.RunDescription;
import io.rappel.trainer.progress.TrainingListener;
import io.rappel.trainer.spark.SparkTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables with columns of every kind and missing cells, from files to a model and predictions. */
class MixedTableTest {

  private static final String HEADER = "size,town,member,day,seen,label";

  private static final List<FeatureSpec> SPECS =
      List.of(
          FeatureSpec.number("size"),
          FeatureSpec.category("town", List.of("Bonn", "Köln", "Ulm", "Wien")),
          FeatureSpec.truth("member"),
          FeatureSpec.date("day", false),
          FeatureSpec.date("seen", true));

  /** The same cells as Parquet has them. */
  private static final String TYPED =
      "select cast(size as double) size, town, cast(member as boolean) member,"
          + " cast(day as date) day, cast(seen as timestamp_ntz) seen, label from cells";

  @TempDir Path folder;

  private final List<String> lines = new ArrayList<>();
  private String one;

  /** Rows whose class follows from town, size and whether the latter is missing. */
  @BeforeEach
  void writeRows() {
    Random random = new Random(5);
    String[] towns = {"Ulm", "Bonn", "Köln", "Wien", ""};
    for (int i = 0; i < 400; i++) {
      int town = random.nextInt(towns.length);
      double size = random.nextInt(200) / 8.0 - 5;
      boolean gap = random.nextInt(5) == 0;
      lines.add(
          "%s,%s,%s,%s,%s,%s"
              .formatted(
                  gap ? "" : Double.toString(size),
                  towns[town],
                  random.nextBoolean(),
                  "2024-0%d-1%d".formatted(1 + random.nextInt(9), random.nextInt(9)),
                  "2023-05-1%d 1%d:30:00".formatted(random.nextInt(9), random.nextInt(9)),
                  town % 2 == 0 && (gap || size > 2) ? "yes" : "no"));
    }
    one = write(folder.resolve("one.csv"), withHeader(lines));
  }

  private static List<String> withHeader(List<String> rows) {
    List<String> all = new ArrayList<>(List.of(HEADER));
    all.addAll(rows);
    return all;
  }

  @Test
  void oneModelHoweverTheTableIsStored() {
    TrainingRows rows = reader().readForTraining(request("label", one), null);
    assertThat(rows.specs()).isEqualTo(SPECS);
    Object fingerprint = rows.provenance().get("rows_fingerprint");
    Model model = train(rows, null, 3).model();
    assertThat(model.encoder().inputs()).isGreaterThan(SPECS.size());
    String expected = ModelFormat.weightsSha256(model);

    Collections.shuffle(lines, new Random(1));
    for (int part = 0; part < 3; part++) {
      List<String> slice = lines.subList(part * 400 / 3, (part + 1) * 400 / 3);
      write(folder.resolve("parts/" + part + (part == 1 ? ".csv.gz" : ".csv")), withHeader(slice));
    }
    session()
        .read()
        .option("header", "true")
        .csv(folder + "/parts")
        .createOrReplaceTempView("cells");
    session().sql(TYPED).repartition(4).write().parquet(folder + "/typed");
    assertThat(session().sql(TYPED).where("town is null").count()).isPositive();

    for (String stored : List.of("/parts", "/typed")) {
      TrainingRows again = reader().readForTraining(request("label", folder + stored), null);
      assertThat(again.specs()).as(stored).isEqualTo(SPECS);
      assertThat(again.provenance().get("rows_fingerprint")).as(stored).isEqualTo(fingerprint);
      assertThat(again.notes()).as(stored).containsExactlyElementsOf(rows.notes());
      String found = ModelFormat.weightsSha256(train(again, null, 2).model());
      assertThat(found).as(stored).isEqualTo(expected);
    }
  }

  @Test
  void predictsRowsWithGapsAndUnseenLevels() throws IOException {
    Model model = train(reader().readForTraining(request("label", one), null), null, 2).model();
    String data =
        write(
            folder.resolve("new.csv"),
            "day,seen,note,town,size,member",
            "2024-01-01,2023-05-01,\"a, b\",Mars, 7.50 ,TRUE",
            "NA,,x,,,?",
            "2024-02-01,2023-05-01 11:30,007,Atlantis,-1e0,0");
    Path out = folder.resolve("out.csv");
    List<String> notes = predict(model, data, out);

    assertThat(notes)
        .containsExactly(
            "column 'town' has 2 levels without an input of the model, such as 'Atlantis'",
            "column 'member' has 1 missing cell, and had none in training: the mean of training stands for it",
            "column 'day' has 1 missing cell, and had none in training: the mean of training stands for it",
            "column 'seen' has 1 missing cell, and had none in training: the mean of training stands for it");
    List<String> written = Files.readAllLines(out);
    assertThat(written.get(0))
        .isEqualTo("day,seen,note,town,size,member,prediction,probability_no,probability_yes");
    assertThat(written.get(1)).startsWith("2024-01-01,2023-05-01,\"a, b\",Mars, 7.50 ,TRUE,");
    assertThat(written.get(2)).startsWith("NA,,x,,,?,");
    assertThat(written.get(3)).startsWith("2024-02-01,2023-05-01 11:30,007,Atlantis,-1e0,0,");
    assertThat(written).hasSize(4);
  }

  @Test
  void predictsTheSameOfEveryFormat() {
    Model model = train(reader().readForTraining(request("label", one), null), null, 2).model();
    session().read().option("header", "true").csv(one).createOrReplaceTempView("cells");
    session().sql(TYPED).coalesce(1).write().parquet(folder + "/typed");
    Path ofCsv = folder.resolve("csv.parquet");
    Path ofParquet = folder.resolve("parquet.parquet");

    assertThat(predict(model, one, ofCsv)).isEmpty();
    assertThat(predict(model, folder + "/typed", ofParquet)).isEmpty();

    assertThat(probabilities(ofCsv)).hasSize(400).isEqualTo(probabilities(ofParquet));
    long right = session().read().parquet(ofCsv.toString()).where("prediction = label").count();
    Map<String, Object> metrics =
        reader()
            .readLabelled(RowInput.files(List.of(folder + "/typed"), null), model)
            .evaluate(model, BlasKind.EJML, note -> {});
    assertThat(metrics).containsEntry("accuracy", right / 400.0);
    assertThat(right).isGreaterThan(340);
  }

  @Test
  void validatesOnAFileWithUnknownLevels() {
    TrainingRows rows = reader().readForTraining(request("label", one), null);
    String held =
        write(
            folder.resolve("held.csv"),
            "label,town,size,member,day,seen",
            "yes,Mars,1,true,2024-01-01,2023-05-01 10:00:00",
            "no,Ulm,,false,2024-01-02,2023-05-01 10:00:00");
    ScoringRows validation = reader().openForValidation(RowInput.files(List.of(held), null), rows);
    TrainingResult result = train(rows, validation, 2);

    assertThat(validation.notes())
        .containsExactly("column 'town' has 1 level without an input of the model, such as 'Mars'");
    assertThat(result.validation()).containsEntry("rows", 2L);
    assertThat(result.model().encoder().specs().get(1).levels()).doesNotContain("Mars");
  }

  private static List<Double> probabilities(Path parquet) {
    return session()
        .read()
        .parquet(parquet.toString())
        .select("probability_yes")
        .collectAsList()
        .stream()
        .map((Row row) -> row.getDouble(0))
        .toList();
  }

  private static List<String> predict(Model model, String data, Path out) {
    return reader()
        .openForPrediction(RowInput.files(List.of(data), null), model)
        .writePredictions(model, BlasKind.EJML, out.toString(), false);
  }

  @ParameterizedTest
  @EnumSource(names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void oneModelOfEachScalingHoweverTheRowsAreSpread(ScalingKind scaling) {
    TrainingConfig config = config().scaling(scaling).build();
    TrainingRows rows = reader().readForTraining(request("label", one), null);
    Model model = train(rows, null, 3, config).model();

    Collections.shuffle(lines, new Random(1));
    String other = write(folder.resolve("other.csv"), withHeader(lines));
    TrainingRows again = reader().readForTraining(request("label", other), null);

    assertThat(ModelFormat.weightsSha256(train(again, null, 2, config).model()))
        .isEqualTo(ModelFormat.weightsSha256(model));
    Map<String, Object> metrics =
        reader()
            .readLabelled(RowInput.files(List.of(one), null), model)
            .evaluate(model, BlasKind.EJML, note -> {});
    assertThat((double) metrics.get("accuracy")).isGreaterThan(0.85);
  }

  private static TrainingConfig.Builder config() {
    return TrainingConfig.builder()
        .hidden(List.of(8))
        .epochs(60)
        .learningRate(0.02)
        .blas(BlasKind.EJML);
  }

  /** Who names bins has no more than those. */
  @Test
  void amountsThatAreMostlyNothingHaveABinForEachOfTheOthers() {
    List<String> amounts = new ArrayList<>(List.of("amount,label"));
    for (int i = 0; i < 900; i++) {
      int amount = i % 3 > 0 ? 0 : 100 + i % 60;
      amounts.add(amount + "," + (amount % 2 == 0 ? "yes" : "no"));
    }
    String path = write(folder.resolve("amounts.csv"), amounts);

    assertThat(knots(path, config().validationFraction(0))).hasSize(21).startsWith(0.0);
    assertThat(knots(path, config().validationFraction(0).encoding(NumberEncoding.parse("hat:16"))))
        .hasSizeLessThanOrEqualTo(17);
  }

  /** By targets that are classes or numbers, and by those of rows to train on alone. */
  @Test
  void wholeNumbersThatAreCodesHaveABinForEach() {
    List<String> shops = new ArrayList<>(List.of("shop,label"));
    List<String> amounts = new ArrayList<>(List.of("amount,label"));
    for (int i = 0; i < 900; i++) {
      int shop = i % 30;
      shops.add(shop + "," + (shop * shop % 7 < 3 ? "yes" : "no"));
      amounts.add(shop + "," + (i * 7919 % 97 < 3 * shop ? "yes" : "no"));
    }
    TrainingConfig config = config().validationFraction(0).build();

    assertThat(knots(write(folder.resolve("shops.csv"), shops), config.toBuilder())).hasSize(30);
    assertThat(knots(write(folder.resolve("amounts.csv"), amounts), config.toBuilder()))
        .hasSizeLessThanOrEqualTo(17);
    assertThat(notes("shops.csv", config))
        .containsExactly(
            "each number has a bin of its own, as its neighbours tell little of it: shop (30)");
    assertThat(notes("amounts.csv", config)).isEmpty();
    TrainingConfig named = config.toBuilder().encoding(NumberEncoding.parse("hat:64")).build();
    assertThat(notes("shops.csv", named)).isEmpty();
  }

  private List<String> notes(String file, TrainingConfig config) {
    TrainingRows rows =
        reader().readForTraining(request("label", folder.resolve(file).toString()), null);
    List<String> notes = new ArrayList<>();
    SparkTraining.train(
        rows.input(null, 2, null),
        config,
        new TrainingListener() {
          @Override
          public void started(RunDescription run) {
            notes.addAll(run.notes());
          }
        });
    return notes;
  }

  private static List<Double> knots(String path, TrainingConfig.Builder config) {
    TrainingRows rows = reader().readForTraining(request("label", path), null);
    Model model = train(rows, null, 2, config.build()).model();
    return model.encoder().features().get(0).encodings().stream()
        .filter(Encoding.Hat.class::isInstance)
        .map(hat -> ((Encoding.Hat) hat).knots())
        .findFirst()
        .orElseThrow();
  }

  private static TrainingResult train(TrainingRows rows, ScoringRows validation, int partitions) {
    return train(rows, validation, partitions, config().build());
  }

  private static TrainingResult train(
      TrainingRows rows, ScoringRows validation, int partitions, TrainingConfig config) {
    return SparkTraining.train(
        rows.input(validation, partitions, null), config, new TrainingListener() {});
  }
}
