package rappel.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rappel.ml.Frames.people;
import static rappel.ml.Frames.quick;
import static rappel.ml.Frames.session;
import static rappel.ml.Frames.vectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rappel.jobs.Rappel;
import io.rappel.trainer.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The estimators and the command give the same models, and read one another's. */
class SameAsTrainTest {

  private static final String[] MIXED = {"x", "y", "town", "above"};

  @TempDir Path folder;

  private String rows;

  @BeforeEach
  void writeRows() {
    rows = folder + "/rows.parquet";
    people(session()).write().parquet(rows);
  }

  private String train(String out, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("train", "--out", folder + "/" + out));
    arguments.addAll(Arrays.asList(options));
    Rappel.main(arguments.toArray(String[]::new));
    return new ObjectMapper()
        .readTree(folder.resolve(out).resolve("metrics.json").toFile())
        .get("weights_sha256")
        .asText();
  }

  @Test
  void theSameRowsAndSettingsGiveTheSameWeights() throws IOException {
    String sha256 =
        train(
            "command",
            "--data",
            rows,
            "--label",
            "income",
            "--features",
            "x,y,town,above",
            "--weight",
            "weight",
            "--hidden",
            "6",
            "--epochs",
            "15",
            "--blas",
            "ejml");

    RappelClassifier estimator =
        quick().setFeaturesCols(MIXED).setLabelCol("income").setWeightCol("weight");
    assertThat(estimator.fit(people(session())).weightsSha256()).isEqualTo(sha256);
    assertThat(estimator.setSeed(2).fit(people(session())).weightsSha256()).isNotEqualTo(sha256);
  }

  @Test
  void rowsToValidateOnAreTheSameToo() throws IOException {
    String sha256 =
        train(
            "command",
            "--data",
            rows,
            "--label",
            "price",
            "--features",
            "x,y,town,above",
            "--validation-after",
            "later",
            "--epochs",
            "4",
            "--blas",
            "ejml");

    RappelRegressor estimator =
        new RappelRegressor()
            .setFeaturesCols(MIXED)
            .setLabelCol("price")
            .setValidationIndicatorCol("later")
            .setMaxIter(4)
            .setBlas("ejml");
    assertThat(estimator.fit(people(session())).weightsSha256()).isEqualTo(sha256);
  }

  @Test
  void vectorsAreTheSame() throws IOException {
    String path = folder + "/vectors.parquet";
    vectors(session()).write().parquet(path);
    String sha256 =
        train(
            "command",
            "--data",
            path,
            "--label",
            "label",
            "--hidden",
            "6",
            "--epochs",
            "15",
            "--blas",
            "ejml");

    assertThat(quick().fit(vectors(session())).weightsSha256()).isEqualTo(sha256);
  }

  @Test
  void arraysStandWhereTheyAreNamed() throws IOException {
    String path = folder + "/mixed.parquet";
    Dataset<Row> mixed = vectors(session()).selectExpr("*", "label > 1 as last");
    mixed.write().parquet(path);
    String sha256 =
        train(
            "command",
            "--data",
            path,
            "--label",
            "label",
            "--features",
            "features,last",
            "--hidden",
            "6",
            "--epochs",
            "15",
            "--blas",
            "ejml");

    RappelClassifier estimator = quick().setFeaturesCols(new String[] {"features", "last"});
    assertThat(estimator.fit(mixed).weightsSha256()).isEqualTo(sha256);
    estimator.setFeaturesCols(new String[] {"last", "features"});
    assertThat(estimator.fit(mixed).weightsSha256()).isNotEqualTo(sha256);
  }

  @Test
  void theCommandsReadWhatAStageSaved() throws IOException {
    RappelClassificationModel model =
        quick().setFeaturesCols(MIXED).setLabelCol("income").fit(people(session()));
    model.save(folder + "/stage");

    String out = folder + "/predicted";
    Rappel.main(
        new String[] {
          "predict", "--model", folder + "/stage", "--data", rows, "--out", out, "--blas", "ejml"
        });

    String columns = "x, y, `probability_high`, `probability_low`, `probability_middle`";
    List<Row> ofCommand =
        session()
            .read()
            .parquet(out)
            .selectExpr(columns.split(", "))
            .orderBy("x", "y")
            .collectAsList();
    List<Row> ofStage =
        model
            .transform(session().read().parquet(rows))
            .withColumn(
                "probabilities",
                org.apache.spark.ml.functions.vector_to_array(
                    org.apache.spark.sql.functions.col("probability"), "float64"))
            .selectExpr("x", "y", "probabilities[0]", "probabilities[1]", "probabilities[2]")
            .orderBy("x", "y")
            .collectAsList();
    assertThat(ofStage).isEqualTo(ofCommand);
  }

  @Test
  void aStageReadsWhatTheCommandLeft() throws IOException {
    train(
        "command",
        "--data",
        rows,
        "--label",
        "income",
        "--features",
        "x,y,town,above",
        "--hidden",
        "6",
        "--epochs",
        "15",
        "--blas",
        "ejml");

    RappelClassificationModel loaded = RappelClassificationModel.load(folder + "/command");
    loaded.set(loaded.blas(), "ejml");
    RappelClassificationModel fitted =
        quick().setFeaturesCols(MIXED).setLabelCol("income").fit(people(session()));
    Dataset<Row> frame = session().read().parquet(rows);
    assertThat(loaded.transform(frame).select("probability").collectAsList())
        .isEqualTo(fitted.transform(frame).select("probability").collectAsList());
    assertThat(loaded.getLabelCol()).isEqualTo("income");
    assertThatThrownBy(() -> RappelRegressionModel.load(folder + "/command"))
        .hasMessageContaining("is one of classification, not of regression");
  }

  @Test
  void modelsWithSeveralLabelsAreRefused() throws IOException {
    train(
        "command",
        "--data",
        rows,
        "--label",
        "price",
        "--label",
        "weight",
        "--features",
        "x,y",
        "--epochs",
        "1",
        "--blas",
        "ejml");
    assertThatThrownBy(() -> RappelRegressionModel.load(folder + "/command"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "the model in %s/command has the labels price, weight, and a stage predicts one: 'rappel predict' gives all of them",
            folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x/y[0]", "x/y[0],y", "y,x/y[0]"})
  void plainColumnsMayHaveTheNamesOfEntries(String features) throws IOException {
    String named = folder + "/named.parquet";
    people(session()).withColumnRenamed("x", "x/y[0]").write().parquet(named);
    train(
        "command",
        "--data",
        named,
        "--label",
        "price",
        "--features",
        features,
        "--epochs",
        "1",
        "--blas",
        "ejml");
    Dataset<Row> frame = session().read().parquet(named);
    RappelRegressionModel loaded = RappelRegressionModel.load(folder + "/command");
    loaded.set(loaded.blas(), "ejml");
    RappelRegressor estimator =
        new RappelRegressor()
            .setFeaturesCols(features.split(","))
            .setLabelCol("price")
            .setMaxIter(1)
            .setBlas("ejml");

    assertThat(loaded.transform(frame).select("prediction").collectAsList())
        .isEqualTo(estimator.fit(frame).transform(frame).select("prediction").collectAsList());
    assertThatThrownBy(() -> loaded.transform(frame.drop("x/y[0]")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("there is no column 'x/y' among ");
  }

  @Test
  void savedModelsKeepTheirParameters() throws IOException {
    RappelClassificationModel model =
        quick().setMaxIter(3).fit(vectors(session())).setThresholds(new double[] {0.2, 0.3, 0.5});
    model.save(folder + "/stage");
    RappelClassificationModel loaded = RappelClassificationModel.load(folder + "/stage");

    assertThat(loaded.uid()).isEqualTo(model.uid());
    assertThat(loaded.getThresholds()).containsExactly(0.2, 0.3, 0.5);
    assertThat(loaded.getHidden()).containsExactly(6);
    assertThat(loaded.toString()).isEqualTo(model.toString());
    assertThat(loaded.hasSummary()).isFalse();
    model.write().overwrite().save(folder + "/stage");
  }

  @Test
  void severalFitsAtOnceKeepTheirBits() throws Exception {
    Dataset<Row> frame = people(session());
    RappelClassifier estimator = quick().setFeaturesCols(MIXED).setLabelCol("income");
    String alone = estimator.fit(frame).weightsSha256();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<String>> fits = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        fits.add(threads.submit(() -> estimator.fit(frame).weightsSha256()));
      }
      for (Future<String> fit : fits) {
        assertThat(fit.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
