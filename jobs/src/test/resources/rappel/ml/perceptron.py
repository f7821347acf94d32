"""MLlib's perceptron over Spark Connect, whose server trains it on Rappel."""
import atexit
import sys

from pyspark.ml import Pipeline, PipelineModel
from pyspark.ml.classification import (
    MultilayerPerceptronClassificationModel,
    MultilayerPerceptronClassifier,
)
from pyspark.ml.feature import StandardScaler
from pyspark.sql import SparkSession

out = sys.argv[1]
spark = SparkSession.builder.getOrCreate()
# Also after a failure, as models that are left keep the client from its end.
atexit.register(spark.stop)
data = spark.read.format("libsvm").load("data/mllib/sample_multiclass_classification_data.txt")
estimator = MultilayerPerceptronClassifier(layers=[4, 5, 3], seed=1234, maxIter=60)
model = estimator.fit(data)
assert "trained by Rappel" in repr(model), repr(model)
assert model.weights.size == 4 * 5 + 5 + 5 * 3 + 3, model.weights
assert model.numClasses == 3 and model.numFeatures == 4
assert model.summary().totalIterations > 0
assert model.summary().accuracy > 0.9, model.summary().accuracy
assert model.evaluate(data).accuracy == model.summary().accuracy
model.save(out + "/perceptron")
loaded = MultilayerPerceptronClassificationModel.load(out + "/perceptron")
rows = model.transform(data).select("prediction", "probability").collect()
assert loaded.transform(data).select("prediction", "probability").collect() == rows
assert loaded.weights == model.weights

pipeline = Pipeline(
    stages=[
        StandardScaler(inputCol="features", outputCol="scaled"),
        estimator.copy().setFeaturesCol("scaled"),
    ]
)
fitted = pipeline.fit(data)
fitted.save(out + "/pipeline")
again = PipelineModel.load(out + "/pipeline")
assert again.transform(data).select("prediction").collect() == (
    fitted.transform(data).select("prediction").collect()
)
print("weights", model.weights.size)
