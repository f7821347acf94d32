"""Rappel's own estimators in PySpark, over Spark Connect or in a classic session."""
import atexit
import sys

from pyspark.errors import IllegalArgumentException
from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.evaluation import MulticlassClassificationEvaluator, RegressionEvaluator
from pyspark.ml.feature import StringIndexer, VectorAssembler
from pyspark.ml.tuning import CrossValidator, CrossValidatorModel, ParamGridBuilder
from pyspark.ml.tuning import TrainValidationSplit, TrainValidationSplitModel
from pyspark.sql import SparkSession
from pyspark.sql.utils import is_remote

from rappel.ml import RappelClassificationModel, RappelClassifier, RappelRegressor

out = sys.argv[1]
spark = SparkSession.builder.getOrCreate()
# Also after a failure, as models that are left keep the client from its end.
atexit.register(spark.stop)
rows = [
    (float(i % 7), float(i % 11), "ABC"[i % 3], "yes" if i % 7 > i % 11 else "no")
    for i in range(400)
]
frame = spark.createDataFrame(rows, ["a", "b", "c", "y"])

classifier = RappelClassifier(
    featuresCols=["a", "b", "c"],
    labelCol="y",
    predictedLabelCol="said",
    hidden=[8],
    maxIter=200,
    blas="ejml",
)
assert classifier.getActivation() == "relu" and classifier.getHidden() == [8]
model = classifier.fit(frame)
scored = model.transform(frame)
right = scored.where("said = y").count()
assert right > 360, right
assert model.labels == ["no", "yes"] and len(model.weightsSha256) == 64
assert model.summary.totalIterations == model.summary().totalIterations > 0
assert len(model.summary.objectiveHistory) > 0
assert model.summary.accuracy == right / 400
if is_remote():
    try:
        model.evaluate(frame)
        raise AssertionError("evaluate over Connect")
    except NotImplementedError as e:
        assert "no evaluate of models" in str(e), e
else:
    assert model.evaluate(frame).accuracy == right / 400
    assert len(model.weights) > 8 and max(abs(w) for w in model.weights) > 0
indexed = model.labelIndexer().transform(scored)
accuracy = MulticlassClassificationEvaluator(labelCol="yIndex", metricName="accuracy")
assert accuracy.evaluate(indexed) == right / 400

if not is_remote():
    # What is wrong with arguments and data comes as Python's own exceptions, without a trace.
    for wrong, said in [
        (RappelClassifier(featuresCols=["a"], labelCol="y", stepSize=-1.0), "stepSize must be"),
        (RappelClassifier(featuresCols=["a"], labelCol="nothing"), "no column 'nothing'"),
        (RappelClassifier(featuresCols=["a"], labelCol="gap"), "column 'gap' has 57 missing cells"),
    ]:
        try:
            wrong.fit(frame.selectExpr("*", "if(a = 1, null, a) as gap"))
            raise AssertionError("no error: " + said)
        except IllegalArgumentException as e:
            assert said in str(e) and "\tat " not in str(e), e

model.write().overwrite().save(out + "/model")
loaded = RappelClassificationModel.load(out + "/model")
assert loaded.weightsSha256 == model.weightsSha256
assert loaded.getHidden() == [8] and loaded.getLabelCol() == "y"
classifier.write().overwrite().save(out + "/estimator")
assert RappelClassifier.load(out + "/estimator").getMaxIter() == 200

number = RappelRegressor(featuresCols=["a", "c"], labelCol="b", hidden=[4], maxIter=3)
assert "prediction" in number.fit(frame).transform(frame).columns

stages = [
    StringIndexer(inputCol="y", outputCol="label"),
    VectorAssembler(inputCols=["a", "b"], outputCol="features"),
    RappelClassifier(hidden=[6], maxIter=30, blas="ejml"),
]
fitted = Pipeline(stages=stages).fit(frame)
fitted.write().overwrite().save(out + "/pipeline")
again = PipelineModel.load(out + "/pipeline")
assert again.transform(frame).select("prediction").collect() == (
    fitted.transform(frame).select("prediction").collect()
)
grid = ParamGridBuilder().addGrid(stages[2].maxIter, [1, 30]).build()
found = CrossValidator(
    estimator=Pipeline(stages=stages),
    estimatorParamMaps=grid,
    evaluator=MulticlassClassificationEvaluator(metricName="accuracy"),
    numFolds=2,
    parallelism=2,
    seed=3,
).fit(frame)
assert found.bestModel.stages[2].getMaxIter() == 30

priced = frame.selectExpr("a", "b", "c", "2 * a - b + if(c = 'A', 5, 0) as price")
regressor = RappelRegressor(labelCol="price", hidden=[8], solver="l-bfgs", blas="ejml")
pricing = Pipeline(
    stages=[
        StringIndexer(inputCol="c", outputCol="index"),
        VectorAssembler(inputCols=["a", "b", "index"], outputCol="features"),
        regressor,
    ]
)
rmse = RegressionEvaluator(labelCol="price", metricName="rmse")
grid = ParamGridBuilder().addGrid(regressor.maxIter, [1, 40]).addGrid(regressor.l2, [1e-4, 10.0])
for search, kind in [
    (CrossValidator(numFolds=2, seed=3), CrossValidatorModel),
    (TrainValidationSplit(seed=3), TrainValidationSplitModel),
]:
    search.setEstimator(pricing).setEvaluator(rmse).setEstimatorParamMaps(grid.build())
    chosen = search.setParallelism(2).fit(priced)
    best = chosen.bestModel.stages[2]
    assert best.getMaxIter() == 40 and best.getL2() == 1e-4, (best.getMaxIter(), best.getL2())
    error = rmse.evaluate(chosen.transform(priced))
    assert error < 1, error
    chosen.write().overwrite().save(out + "/search")
    again = kind.load(out + "/search")
    assert again.bestModel.stages[2].weightsSha256 == best.weightsSha256
    assert rmse.evaluate(again.transform(priced)) == error
print("sha256", model.weightsSha256)
