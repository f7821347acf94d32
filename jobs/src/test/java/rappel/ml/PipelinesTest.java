package rappel.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static rappel.ml.Frames.people;
import static rappel.ml.Frames.quick;
import static rappel.ml.Frames.session;
import static rappel.ml.Frames.vectors;

import io.rappel.jobs.output.ModelFiles;
import io.rappel.jobs.output.ModelUse;
import io.rappel.trainer.data.DataException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.classification.OneVsRest;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.Imputer;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.ml.tuning.TrainValidationSplitModel;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages of Spark's own pipelines and searches. */
class PipelinesTest {

  @TempDir Path folder;

  private static PipelineStage[] stages(PipelineStage last) {
    return new PipelineStage[] {
      new StringIndexer().setInputCol("income").setOutputCol("label"),
      new StringIndexer().setInputCol("town").setOutputCol("townIndex"),
      new OneHotEncoder().setInputCol("townIndex").setOutputCol("townVector"),
      new Imputer().setInputCols(new String[] {"x"}).setOutputCols(new String[] {"xFull"}),
      new VectorAssembler()
          .setInputCols(new String[] {"xFull", "y", "townVector"})
          .setOutputCol("features"),
      last
    };
  }

  private static double accuracy(Dataset<Row> scored) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(scored);
  }

  @Test
  void crossValidatorChoosesInParallel() {
    RappelClassifier classifier = quick().setSolver("l-bfgs");
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.maxIter(), new int[] {1, 40})
            .addGrid(classifier.l2(), new double[] {0, 1e-4})
            .build();
    CrossValidatorModel found =
        new CrossValidator()
            .setEstimator(new Pipeline().setStages(stages(classifier)))
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(5)
            .setParallelism(4)
            .fit(people(session()));

    PipelineModel best = (PipelineModel) found.bestModel();
    RappelClassificationModel model = (RappelClassificationModel) best.stages()[5];
    assertThat(model.getMaxIter()).isEqualTo(40);
    assertThat(accuracy(best.transform(people(session())))).isGreaterThan(0.8);
  }

  @Test
  void trainValidationSplitChooses() {
    RappelClassifier classifier = quick().setSolver("l-bfgs");
    var found =
        new TrainValidationSplit()
            .setEstimator(classifier)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(classifier.maxIter(), new int[] {1, 40}).build())
            .setSeed(5)
            .fit(vectors(session()));

    assertThat(((RappelClassificationModel) found.bestModel()).getMaxIter()).isEqualTo(40);
    assertThat(found.validationMetrics()[1]).isGreaterThan(0.7);
  }

  private static PipelineStage[] pricing(RappelRegressor regressor) {
    return stages(regressor.setLabelCol("price"));
  }

  private static RappelRegressor quickly() {
    return new RappelRegressor().setHidden(new int[] {6}).setSolver("l-bfgs").setBlas("ejml");
  }

  private static RegressionEvaluator rmse() {
    return new RegressionEvaluator().setLabelCol("price").setMetricName("rmse");
  }

  private static ParamMap[] epochsAndPenalties(RappelRegressor regressor) {
    return new ParamGridBuilder()
        .addGrid(regressor.maxIter(), new int[] {1, 60})
        .addGrid(regressor.l2(), new double[] {1e-4, 10})
        .build();
  }

  @Test
  void crossValidatorOverARegressorIsSavedAndLoaded() throws Exception {
    RappelRegressor regressor = quickly();
    CrossValidator search =
        new CrossValidator()
            .setEstimator(new Pipeline().setStages(pricing(regressor)))
            .setEvaluator(rmse())
            .setEstimatorParamMaps(epochsAndPenalties(regressor))
            .setNumFolds(2)
            .setSeed(5)
            .setCollectSubModels(true);
    CrossValidatorModel alone = search.copy(ParamMap.empty()).fit(people(session()));
    CrossValidatorModel found = search.setParallelism(4).fit(people(session()));

    // The evaluator adds up in the order in which tasks end.
    assertThat(found.avgMetrics()).containsExactly(alone.avgMetrics(), within(1e-12));
    RappelRegressionModel best = priced(found.bestModel());
    assertThat(best.getMaxIter()).isEqualTo(60);
    assertThat(best.getL2()).isEqualTo(1e-4);
    assertThat(best.weightsSha256()).isEqualTo(priced(alone.bestModel()).weightsSha256());
    Dataset<Row> scored = found.transform(people(session()));
    assertThat(rmse().evaluate(scored)).isLessThan(1.5);

    search.save(folder + "/search");
    found.write().option("persistSubModels", "true").save(folder + "/found");
    CrossValidatorModel loaded = CrossValidatorModel.load(folder + "/found");
    assertThat(priced(loaded.bestModel()).weightsSha256()).isEqualTo(best.weightsSha256());
    assertThat(priced(loaded.subModels()[1][2]).weightsSha256())
        .isEqualTo(priced(found.subModels()[1][2]).weightsSha256());
    assertThat(loaded.avgMetrics()).isEqualTo(found.avgMetrics());
    assertThat(loaded.transform(people(session())).select("prediction").collectAsList())
        .isEqualTo(scored.select("prediction").collectAsList());
    CrossValidator again = CrossValidator.load(folder + "/search");
    assertThat(again.fit(people(session())).avgMetrics())
        .containsExactly(found.avgMetrics(), within(1e-12));
  }

  private static RappelRegressionModel priced(Model<?> pipeline) {
    return (RappelRegressionModel) ((PipelineModel) pipeline).stages()[5];
  }

  @Test
  void trainValidationSplitOverARegressorIsSavedAndLoaded() throws Exception {
    RappelRegressor regressor = quickly();
    TrainValidationSplitModel found =
        new TrainValidationSplit()
            .setEstimator(new Pipeline().setStages(pricing(regressor)))
            .setEvaluator(rmse())
            .setEstimatorParamMaps(epochsAndPenalties(regressor))
            .setParallelism(3)
            .setSeed(5)
            .fit(people(session()));

    assertThat(Arrays.stream(found.validationMetrics()).min().orElseThrow()).isLessThan(1.5);
    assertThat(priced(found.bestModel()).getMaxIter()).isEqualTo(60);
    found.save(folder + "/found");
    assertThat(
            priced(TrainValidationSplitModel.load(folder + "/found").bestModel()).weightsSha256())
        .isEqualTo(priced(found.bestModel()).weightsSha256());
  }

  @Test
  void oneVsRestMakesManyOfTwo() {
    Dataset<Row> rows = vectors(session());

    assertThat(
            accuracy(
                new OneVsRest().setClassifier(quick().setMaxIter(40)).fit(rows).transform(rows)))
        .isGreaterThan(0.9);
  }

  @Test
  void pipelinesAreSavedAndLoaded() throws Exception {
    Pipeline pipeline = new Pipeline().setStages(stages(quick().setTol(0.01)));
    PipelineModel model = pipeline.fit(people(session()));
    pipeline.save(folder + "/pipeline");
    model.save(folder + "/model");

    RappelClassifier loaded = (RappelClassifier) Pipeline.load(folder + "/pipeline").getStages()[5];
    assertThat(loaded.getTol()).isEqualTo(0.01);
    assertThat(loaded.getHidden()).containsExactly(6);
    Dataset<Row> rows = people(session());
    List<Row> scored = model.transform(rows).select("probability").collectAsList();
    assertThat(
            PipelineModel.load(folder + "/model")
                .transform(rows)
                .select("probability")
                .collectAsList())
        .isEqualTo(scored);
    String stage = "5_" + model.stages()[5].uid();
    assertThatThrownBy(
            () -> ModelFiles.read(folder + "/model", new Configuration(), ModelUse.PREDICT))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "--model %s/model is a pipeline of Spark ML: its stage %s/model/stages/%s is a model, for rows as the stages before it make them",
            folder, folder, stage);
    assertThat(
            ModelFiles.read(
                    folder + "/model/stages/" + stage, new Configuration(), ModelUse.PREDICT)
                .schema()
                .classes())
        .hasSize(3);
  }

  @Test
  void aFoldWithoutAClassKeepsTheIndices() {
    PipelineModel indexed = new Pipeline().setStages(stages(quick())).fit(people(session()));
    Dataset<Row> fewer = prepared(indexed).where("label <> 1");

    RappelClassificationModel model = quick().setMaxIter(10).fit(fewer);

    assertThat(model.numClasses()).isEqualTo(3);
    assertThat(model.transform(fewer).where("prediction = 2").count()).isPositive();
  }

  private static Dataset<Row> prepared(PipelineModel model) {
    Dataset<Row> rows = people(session());
    for (int i = 0; i < model.stages().length - 1; i++) {
      rows = model.stages()[i].transform(rows);
    }
    return rows;
  }

  @Test
  void aFeatureMayHaveTheNameOfWhatMarksRowsToValidateOn() {
    Dataset<Row> frame =
        session().sql("select id as __validation_row, id % 2 as y, id > 80 as held from range(99)");
    RappelClassifier classifier = quick().setFeaturesCols(new String[] {"__validation_row"});
    classifier.setLabelCol("y");

    RappelClassificationModel model = classifier.setValidationIndicatorCol("held").fit(frame);
    assertThat(model.network().provenance().get("data").toString())
        .contains("rows=81")
        .contains("rows=18");
  }
}
