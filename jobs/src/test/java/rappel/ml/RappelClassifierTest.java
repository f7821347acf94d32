package rappel.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static rappel.ml.Frames.people;
import static rappel.ml.Frames.quick;
import static rappel.ml.Frames.session;
import static rappel.ml.Frames.vectors;

import io.rappel.jobs.output.SparkStage;
import io.rappel.trainer.config.ConfigurationException;
import io.rappel.trainer.data.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.NominalAttribute;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RappelClassifierTest {

  private static final String[] MIXED = {"x", "y", "town", "above"};

  private static double accuracy(Dataset<Row> scored, String prediction, String label) {
    return (double) scored.where(functions.col(prediction).equalTo(functions.col(label))).count()
        / scored.count();
  }

  @Test
  void aColumnOfRowsToValidateOnIsNamedAsTheUserNamesIt() {
    Dataset<Row> frame =
        session().range(100).selectExpr("id % 2 as x", "id % 2 as y", "true as held", "1.0 as one");
    RappelClassifier classifier = quick().setFeaturesCols(new String[] {"x"});
    classifier.setLabelCol("y");

    assertThatThrownBy(() -> classifier.setValidationIndicatorCol("held").fit(frame))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("validationIndicatorCol 'held' is true of all rows");
    assertThatThrownBy(() -> classifier.setValidationIndicatorCol("one").fit(frame))
        .hasMessage(
            "validationIndicatorCol 'one' is decimal(2,1), and tells by true and false which rows validate");
  }

  @Test
  void aVectorThatIsMissingHasNoNumbers() {
    Dataset<Row> frame =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "z"})
            .setOutputCol("v")
            .transform(session().range(200).selectExpr("id", "id % 2 as x", "id % 3 as z"))
            .withColumn("y", functions.expr("id % 2"))
            .withColumn("v", functions.expr("if(id = 7, null, v)"));
    RappelClassifier classifier = quick().setFeaturesCols(new String[] {"v"});
    classifier.setLabelCol("y");
    RappelClassificationModel model = classifier.fit(frame);

    assertThat(model.transform(frame).where("prediction is null").count()).isZero();
    assertThat(model.numFeatures()).isEqualTo(2);
  }

  @Test
  void theCommandsTellOfThresholdsThatTheyDoNotApply(@TempDir Path folder) throws IOException {
    Dataset<Row> frame = session().range(100).selectExpr("id % 2 as x", "id % 2 as y");
    RappelClassifier classifier = quick().setFeaturesCols(new String[] {"x"});
    classifier.setLabelCol("y");
    RappelClassificationModel model = classifier.fit(frame);
    model.save(folder + "/plain");
    model.setThresholds(new double[] {0.6, 0.2});
    model.save(folder + "/with");

    assertThat(SparkStage.note(folder + "/plain", new Configuration())).isEmpty();
    assertThat(SparkStage.note(folder + "/with", new Configuration()))
        .contains(
            "the thresholds of the stage of Spark ML, 0.6, 0.2, are not applied by this command; --threshold 0.2500 does what they do");
  }

  /** Labels of all types, in a frame that has a column named as the indexer would name its own. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "b = 'odd'",
        "cast(1 + id % 2 as double)",
        "cast(id % 2 as float)",
        "cast(1 + id % 2 as decimal(5,2))",
        "2 * (id % 2) - 1",
        "id % 2 + 0.5",
        "b"
      })
  void metricsOfTrainingRowsAreThoseOfTheirLabels(String label) {
    Dataset<Row> frame =
        session()
            .range(400)
            .select(
                functions.col("id"),
                functions.expr("if(id % 2 = 0, 'even', 'odd')").as("b"),
                functions.expr("id % 7").as("yIndex"))
            .withColumn("y", functions.expr(label));
    RappelClassifier classifier = quick().setFeaturesCols(new String[] {"b"}).setMaxIter(100);
    classifier.setLabelCol("y");
    RappelClassificationModel model = classifier.fit(frame);

    assertThat(model.summary().accuracy()).isEqualTo(1);
    assertThat(model.summary().labels()).containsExactly(0, 1);
    if (label.equals("b")) {
      RappelClassificationSummary other = model.evaluate(frame.withColumn("y", functions.lit("?")));
      assertThatThrownBy(other::accuracy)
          .hasMessageContaining("of no class that the model knows: ?");
    }
  }

  @Test
  void vectorsAreLearnt() {
    Dataset<Row> rows = vectors(session());
    RappelClassificationModel model = quick().setSolver("l-bfgs").setMaxIter(40).fit(rows);
    Dataset<Row> scored = model.transform(rows);

    assertThat(scored.columns())
        .containsExactly("label", "features", "rawPrediction", "probability", "prediction");
    assertThat(accuracy(scored, "prediction", "label")).isGreaterThan(0.9);
    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.numFeatures()).isEqualTo(4);
    Row first = scored.first();
    Vector probability = first.getAs("probability");
    assertThat(Arrays.stream(probability.toArray()).sum()).isCloseTo(1, within());
    assertThat(model.predictProbability(first.<Vector>getAs("features")).toArray())
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(probability.toArray());
    assertThat(model.predict(first.<Vector>getAs("features")))
        .isEqualTo(first.<Double>getAs("prediction"));
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-6);
  }

  @Test
  void columnsOfAllKindsAndTextLabelsAreLearnt() {
    Dataset<Row> rows = people(session());
    RappelClassificationModel model =
        quick()
            .setFeaturesCols(MIXED)
            .setLabelCol("income")
            .setPredictedLabelCol("predicted")
            .setSolver("l-bfgs")
            .setMaxIter(40)
            .fit(rows);
    Dataset<Row> scored = model.transform(rows);

    assertThat(model.labels()).containsExactly("high", "low", "middle");
    assertThat(accuracy(scored, "predicted", "income")).isGreaterThan(0.8);
    NominalAttribute prediction =
        (NominalAttribute) Attribute.fromStructField(scored.schema().apply("prediction"));
    assertThat(prediction.getValue(2)).isEqualTo("middle");
    Dataset<Row> indexed = model.labelIndexer().transform(scored);
    assertThat(accuracy(indexed, "prediction", "incomeIndex"))
        .isEqualTo(accuracy(scored, "predicted", "income"));
    assertThatThrownBy(() -> model.predict(Vectors.dense(1, 2, 3, 4)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("no numbers");
  }

  @Test
  void unusedColumnNamesSayWhatIsAdded() {
    Dataset<Row> rows = vectors(session());
    RappelClassificationModel model = quick().setMaxIter(2).fit(rows);
    RappelClassificationModel bare =
        model.copy(new ParamMap()).setRawPredictionCol("").setProbabilityCol("");

    assertThat(bare.transform(rows).columns()).containsExactly("label", "features", "prediction");
    assertThatThrownBy(() -> model.transform(model.transform(rows)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("column 'rawPrediction' exists already");
  }

  @Test
  void thresholdsDecide() {
    Dataset<Row> rows = vectors(session());
    RappelClassificationModel model = quick().setMaxIter(3).fit(rows);
    double[] never = {1, 1, 1e-9};

    assertThat(model.setThresholds(never).transform(rows).select("prediction").distinct().count())
        .isEqualTo(1);
    assertThat(model.transform(rows).first().<Double>getAs("prediction")).isEqualTo(2);
    assertThatThrownBy(() -> model.setThresholds(new double[] {1, 1}).transform(rows))
        .hasMessageContaining("thresholds has length 2");
  }

  @Test
  void weightsOfRowsCount() {
    Dataset<Row> rows = people(session()).withColumn("none", functions.lit(1.0));
    RappelClassifier estimator = quick().setFeaturesCols(MIXED).setLabelCol("income").setMaxIter(3);

    String equal = estimator.fit(rows).weightsSha256();
    assertThat(estimator.copy(new ParamMap()).setWeightCol("weight").fit(rows).weightsSha256())
        .isNotEqualTo(equal);
    assertThat(estimator.copy(new ParamMap()).setWeightCol("").fit(rows).weightsSha256())
        .isEqualTo(equal);
  }

  @Test
  void rowsThatAreMarkedValidate() {
    Dataset<Row> rows = people(session());
    RappelClassificationModel model =
        quick()
            .setFeaturesCols(MIXED)
            .setLabelCol("income")
            .setValidationIndicatorCol("later")
            .setMaxIter(3)
            .fit(rows);

    assertThat(model.network().provenance().get("data").toString())
        .contains("rows=320")
        .contains("rows=80");
  }

  @Test
  void layersAreCheckedAgainstTheData() {
    Dataset<Row> rows = vectors(session());

    assertThatThrownBy(() -> layers(5, 6, 3).fit(rows))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("layers begin with 5 inputs, and the data have 4");
    assertThatThrownBy(() -> layers(4, 6, 2).fit(rows))
        .isInstanceOf(DataException.class)
        .hasMessage("label column 'label' has other values than 0 to 1, the indices of 2 classes");
    assertThatThrownBy(() -> layers(4, 6, 3).setHidden(new int[] {7}).fit(rows))
        .hasMessage("hidden is 7, and layers is 6: set one of them");
    assertThatThrownBy(
            () ->
                layers(4, 6, 2).setFeaturesCols(MIXED).setLabelCol("income").fit(people(session())))
        .hasMessage("layers end with 2 outputs, and the data have 3 classes");
    RappelClassificationModel model = layers(4, 6, 5).fit(rows);
    assertThat(model.numClasses()).isEqualTo(5);
    assertThat(model.network().network().layers().get(0).outputs()).isEqualTo(6);
  }

  private static RappelClassifier layers(int... layers) {
    return new RappelClassifier().setLayers(layers).setMaxIter(2).setBlas("ejml");
  }

  @Test
  void errorsNameParameters() {
    Dataset<Row> rows = vectors(session());

    assertThatThrownBy(() -> quick().setLearningRate(-1).fit(rows))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("learningRate must be a finite number from 0 on, not -1");
    assertThatThrownBy(() -> quick().setActivation("rellu").fit(rows))
        .hasMessageStartingWith("activation has no choice 'rellu'");
    assertThatThrownBy(() -> quick().setSolver("adam").setOptimizer("gd").fit(rows))
        .hasMessage("optimizer is gd, and solver is adam: set one of them");
    assertThatThrownBy(() -> quick().setStepSize(-1).fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("stepSize must be a finite number from 0 on, not -1");
    assertThatThrownBy(() -> quick().setSolver("lbfg").fit(rows))
        .hasMessageStartingWith("solver has no choice 'lbfg'");
    assertThatThrownBy(() -> quick().setLabelCol("labels").fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no column 'labels' among label, features");
    assertThatThrownBy(() -> quick().setFeaturesCol("label").fit(rows))
        .hasMessageContaining("plain columns are named by featuresCols");
  }

  @Test
  void cellsThatDoNotFitTheModelEndTheAction() {
    Dataset<Row> rows = people(session());
    RappelClassificationModel model =
        quick().setFeaturesCols(MIXED).setLabelCol("income").setMaxIter(2).fit(rows);
    Dataset<Row> others = rows.withColumn("x", functions.lit("much"));

    assertThatThrownBy(() -> model.transform(others).collectAsList())
        .hasStackTraceContaining("column 'x' has the cell 'much', and the model's is a number");
    assertThatThrownBy(() -> model.transform(rows.drop("x")))
        .hasMessage("there is no column 'x' among " + String.join(", ", rows.drop("x").columns()));
    RappelClassificationModel ofVectors = quick().setMaxIter(2).fit(vectors(session()));
    Dataset<Row> shorter =
        session()
            .createDataFrame(
                List.of(org.apache.spark.sql.RowFactory.create(Vectors.dense(1, 2))),
                vectors(session()).select("features").schema());
    assertThatThrownBy(() -> ofVectors.transform(shorter).collectAsList())
        .hasStackTraceContaining(
            "column 'features' has an array of 2 numbers, and the model's has 4");
  }

  @Test
  void firstWeightsCanBeGiven() {
    Dataset<Row> rows = vectors(session());
    RappelClassifier plain =
        quick()
            .setEncoding("none")
            .setScaling("none")
            .setOptimizer("gd")
            .setStepSize(1e-12)
            .setPrecision("float64")
            .setMaxIter(1);
    int parameters = 4 * 6 + 6 + 6 * 3 + 3;
    double[] first = new double[parameters];
    Arrays.setAll(first, i -> 0.01 * (i % 7));
    RappelClassificationModel model = plain.setInitialWeights(Vectors.dense(first)).fit(rows);

    assertThat(model.weights().toArray()).usingComparatorWithPrecision(1e-9).containsExactly(first);
    assertThatThrownBy(() -> plain.setInitialWeights(Vectors.dense(1, 2)).fit(rows))
        .hasMessage("there are 2 initial weights, and the network has " + parameters);
  }

  @Test
  void aFitGoesOnFromItsCheckpoints(@TempDir Path folder) {
    Dataset<Row> rows = vectors(session());
    RappelClassifier estimator = quick().setOptimizer("adam").setMaxIter(6).setPatience(0);
    String whole = estimator.fit(rows).weightsSha256();
    estimator.setCheckpointDir(folder + "/checkpoints");
    estimator.copy(new ParamMap()).setMaxIter(3).fit(rows);
    RappelClassificationModel resumed = estimator.fit(rows);

    assertThat(resumed.weightsSha256()).isEqualTo(whole);
    assertThat(resumed.summary().objectiveHistory()).hasSize(3);
    assertThatThrownBy(() -> estimator.copy(new ParamMap()).setL2(0.1).fit(rows))
        .hasMessageContaining("l2 was");
  }

  @Test
  void summaryTellsHowItWent() {
    Dataset<Row> rows = people(session());
    RappelClassificationModel model =
        quick().setFeaturesCols(MIXED).setLabelCol("income").setMaxIter(5).setPatience(0).fit(rows);

    assertThat(model.hasSummary()).isTrue();
    assertThat(model.summary().totalIterations()).isEqualTo(5);
    assertThat(model.summary().objectiveHistory()).hasSize(5);
    assertThat(model.summary().accuracy()).isEqualTo(model.evaluate(rows).accuracy());
    assertThat(model.summary().labels()).hasSize(3);
  }

  @Test
  void nothingIsReadBeforeAnActionAsks() {
    Dataset<Row> rows = vectors(session());
    RappelClassificationModel model = quick().setMaxIter(2).fit(rows);
    Dataset<Row> failing =
        rows.repartition(5).withColumn("more", functions.expr("raise_error('rows were read')"));

    Dataset<Row> scored =
        model.transform(
            failing
                .drop("more")
                .withColumn("m", functions.expr("cast(raise_error('rows were read') as int)")));
    assertThat(scored.columns()).contains("prediction");
    assertThatThrownBy(scored::collectAsList).hasStackTraceContaining("rows were read");
  }
}
