"""Rappel's networks as stages of PySpark's pipelines, in classic sessions and over Spark Connect.

The Java package of the same name has the classes themselves: PySpark finds the one by the other.
"""

import json
import re
from typing import Any, Dict, List, Optional

from pyspark import keyword_only
from pyspark.ml.classification import (
    _ClassificationSummary,
    _JavaProbabilisticClassificationModel,
    _JavaProbabilisticClassifier,
    _TrainingSummary,
)
from pyspark.ml.feature import StringIndexerModel
from pyspark.ml.linalg import Vector
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.regression import _JavaRegressionModel, _JavaRegressor
from pyspark.ml.util import HasTrainingSummary, JavaMLReadable, JavaMLWritable
from pyspark.sql.utils import is_remote

__all__ = [
    "RappelClassifier",
    "RappelClassificationModel",
    "RappelClassificationSummary",
    "RappelRegressor",
    "RappelRegressionModel",
    "RappelTrainingSummary",
]


def _accessors(*names: str) -> Any:
    """Gives a class getX, and to an estimator setX, for each of some parameters."""

    def getter(name: str) -> Any:
        def get(self: Any) -> Any:
            return self.getOrDefault(getattr(self, name))

        get.__name__ = "get" + name[0].upper() + name[1:]
        get.__doc__ = "The value of %s, or its default." % name
        return get

    def setter(name: str) -> Any:
        def set_(self: Any, value: Any) -> Any:
            return self._set(**{name: value})

        set_.__name__ = "set" + name[0].upper() + name[1:]
        set_.__doc__ = "Sets %s." % name
        return set_

    def decorate(cls: Any) -> Any:
        for name in names:
            for make in [getter] + ([setter] if hasattr(cls, "setParams") else []):
                method = make(name)
                if not hasattr(cls, method.__name__):
                    setattr(cls, method.__name__, method)
        return cls

    return decorate


def _in_classic_sessions(name: str) -> str:
    """The name of a method that Spark Connect lets no model have but MLlib's own."""
    if is_remote():
        raise NotImplementedError(
            "Spark Connect passes no %s of models that are not MLlib's: "
            "transform rows, and use an evaluator" % name
        )
    return name


class _RappelParams(Params):
    """The parameters of a training: unset ones are chosen by the data, as ``rappel train`` does."""

    featuresCols: "Param[List[str]]" = Param(
        Params._dummy(),
        "featuresCols",
        "columns to learn from, of numbers, text, booleans, dates, vectors or arrays, "
        "instead of featuresCol",
        TypeConverters.toListString,
    )
    weightCol: "Param[str]" = Param(
        Params._dummy(),
        "weightCol",
        "the column that says how much each row counts; unset: all count alike",
        TypeConverters.toString,
    )
    validationIndicatorCol: "Param[str]" = Param(
        Params._dummy(),
        "validationIndicatorCol",
        "a boolean column that is true in rows to validate on; unset: a share of the "
        "rows",
        TypeConverters.toString,
    )
    layers: "Param[List[int]]" = Param(
        Params._dummy(),
        "layers",
        "inputs, units of each hidden layer and outputs, as MLlib's perceptron counts "
        "them; they are checked against the data",
        TypeConverters.toListInt,
    )
    hidden: "Param[List[int]]" = Param(
        Params._dummy(),
        "hidden",
        "units of each hidden layer; empty: a linear, logistic or softmax model; unset:"
        " by the number of rows",
        TypeConverters.toListInt,
    )
    activation: "Param[str]" = Param(
        Params._dummy(),
        "activation",
        "activation of the hidden layers: relu, leaky-relu, elu, gelu, silu, tanh, "
        "sigmoid, softplus or identity",
        TypeConverters.toString,
    )
    outputActivation: "Param[str]" = Param(
        Params._dummy(),
        "outputActivation",
        "activation of the output layer; auto: as the loss needs it",
        TypeConverters.toString,
    )
    bias: "Param[bool]" = Param(
        Params._dummy(),
        "bias",
        "whether layers have biases",
        TypeConverters.toBoolean,
    )
    dropout: "Param[float]" = Param(
        Params._dummy(),
        "dropout",
        "probability with which a hidden unit is dropped for a row in a step of the "
        "training",
        TypeConverters.toFloat,
    )
    members: "Param[int]" = Param(
        Params._dummy(),
        "members",
        "networks that are trained one after another, each from a seed of its own, and"
        " averaged; unset: by the number of rows",
        TypeConverters.toInt,
    )
    init: "Param[str]" = Param(
        Params._dummy(),
        "init",
        "how weights begin: auto, fan-in, xavier, he, lecun, normal:SD, uniform:R or zeros",
        TypeConverters.toString,
    )
    initialWeights: "Param[Vector]" = Param(
        Params._dummy(),
        "initialWeights",
        "the weights to begin with, layer by layer, inputs before biases, as MLlib's "
        "perceptron has them",
        TypeConverters.toVector,
    )
    loss: "Param[str]" = Param(
        Params._dummy(),
        "loss",
        "what is minimised: cross-entropy, logistic, squared, half-squared, absolute, "
        "huber, hinge, squared-hinge or poisson; auto: by the label",
        TypeConverters.toString,
    )
    l2: "Param[float]" = Param(
        Params._dummy(),
        "l2",
        "adds l2/2 times the sum of all squared weights, biases excepted",
        TypeConverters.toFloat,
    )
    l1: "Param[float]" = Param(
        Params._dummy(),
        "l1",
        "adds l1 times the sum of the weights' magnitudes, biases excepted",
        TypeConverters.toFloat,
    )
    classWeight: "Param[str]" = Param(
        Params._dummy(),
        "classWeight",
        "how much the rows of a class count in training: none, balanced, or "
        "LABEL:WEIGHT,...",
        TypeConverters.toString,
    )
    encoding: "Param[str]" = Param(
        Params._dummy(),
        "encoding",
        "what numbers become beside themselves: none, hat or thermometer, with :BINS; "
        "auto: none for vectors, else hat",
        TypeConverters.toString,
    )
    scaling: "Param[str]" = Param(
        Params._dummy(),
        "scaling",
        "of features: auto, standard, robust, min-max or none",
        TypeConverters.toString,
    )
    maxLevels: "Param[int]" = Param(
        Params._dummy(),
        "maxLevels",
        "inputs of a category, the most frequent levels first; all others share one",
        TypeConverters.toInt,
    )
    categories: "Param[List[str]]" = Param(
        Params._dummy(),
        "categories",
        "columns among featuresCols whose numbers are codes",
        TypeConverters.toListString,
    )
    missing: "Param[List[str]]" = Param(
        Params._dummy(),
        "missing",
        "texts that stand for a missing cell, beside blank ones",
        TypeConverters.toListString,
    )
    dateFormat: "Param[str]" = Param(
        Params._dummy(),
        "dateFormat",
        "how dates in text are written, where not as 2026-01-31 or 2026-01-31 18:30",
        TypeConverters.toString,
    )
    solver: "Param[str]" = Param(
        Params._dummy(),
        "solver",
        "the update rule under the name that MLlib has for it: l-bfgs, gd or another "
        "optimizer",
        TypeConverters.toString,
    )
    optimizer: "Param[str]" = Param(
        Params._dummy(),
        "optimizer",
        "the update rule: gd, momentum, nesterov, adagrad, rmsprop, adam, adamw or "
        "lbfgs; auto: the default recipe",
        TypeConverters.toString,
    )
    stepSize: "Param[float]" = Param(
        Params._dummy(),
        "stepSize",
        "the length of a step under the name that MLlib has for it",
        TypeConverters.toFloat,
    )
    learningRate: "Param[float]" = Param(
        Params._dummy(),
        "learningRate",
        "the length of a step; unset: the optimizer's own",
        TypeConverters.toFloat,
    )
    schedule: "Param[str]" = Param(
        Params._dummy(),
        "schedule",
        "how the learning rate changes: constant, inverse, step, exponential, cosine or"
        " plateau",
        TypeConverters.toString,
    )
    warmup: "Param[int]" = Param(
        Params._dummy(),
        "warmup",
        "steps over which the learning rate rises to its own",
        TypeConverters.toInt,
    )
    weightDecay: "Param[float]" = Param(
        Params._dummy(),
        "weightDecay",
        "of adamw: shrinks weights apart from the gradient",
        TypeConverters.toFloat,
    )
    clipNorm: "Param[float]" = Param(
        Params._dummy(),
        "clipNorm",
        "scales a gradient down whose norm is above this; 0: no",
        TypeConverters.toFloat,
    )
    clipValue: "Param[float]" = Param(
        Params._dummy(),
        "clipValue",
        "cuts the entries of a gradient to this range on both sides of 0; 0: no",
        TypeConverters.toFloat,
    )
    batch: "Param[str]" = Param(
        Params._dummy(),
        "batch",
        "rows of a step: full, a number, or a share such as 5%",
        TypeConverters.toString,
    )
    sampling: "Param[str]" = Param(
        Params._dummy(),
        "sampling",
        "how the rows of mini-batches are chosen: shuffle, bernoulli or fixed",
        TypeConverters.toString,
    )
    seed: "Param[int]" = Param(
        Params._dummy(),
        "seed",
        "of initial weights, the order of rows and every other draw",
        TypeConverters.toInt,
    )
    maxIter: "Param[int]" = Param(
        Params._dummy(),
        "maxIter",
        "how often each row is used at the most",
        TypeConverters.toInt,
    )
    maxSteps: "Param[int]" = Param(
        Params._dummy(),
        "maxSteps",
        "how many updates at the most; 0: no limit",
        TypeConverters.toInt,
    )
    tol: "Param[float]" = Param(
        Params._dummy(),
        "tol",
        "stops when the objective's relative change from epoch to epoch is at most "
        "this; 0: never",
        TypeConverters.toFloat,
    )
    patience: "Param[int]" = Param(
        Params._dummy(),
        "patience",
        "stops after so many epochs without a better validation loss; 0: never",
        TypeConverters.toInt,
    )
    keep: "Param[str]" = Param(
        Params._dummy(),
        "keep",
        "parameters that are the result: best or last",
        TypeConverters.toString,
    )
    validationFraction: "Param[float]" = Param(
        Params._dummy(),
        "validationFraction",
        "share of the rows that is held out, by their content, to validate on; 0: none",
        TypeConverters.toFloat,
    )
    precision: "Param[str]" = Param(
        Params._dummy(),
        "precision",
        "arithmetic of the gradients: float32 or float64",
        TypeConverters.toString,
    )
    blas: "Param[str]" = Param(
        Params._dummy(),
        "blas",
        "who multiplies: native, java or ejml; auto: the fastest to be had",
        TypeConverters.toString,
    )
    localPath: "Param[str]" = Param(
        Params._dummy(),
        "localPath",
        "whether the driver's own threads do the work of Spark's tasks: auto, never or "
        "always",
        TypeConverters.toString,
    )
    partitions: "Param[int]" = Param(
        Params._dummy(),
        "partitions",
        "partitions of the packed rows; unset: as many as Spark has cores",
        TypeConverters.toInt,
    )
    checkpointDir: "Param[str]" = Param(
        Params._dummy(),
        "checkpointDir",
        "a folder for checkpoints after each epoch, from which the same fit goes on; "
        "unset: none",
        TypeConverters.toString,
    )
    blockSize: "Param[int]" = Param(
        Params._dummy(),
        "blockSize",
        "rows of a block, never of a batch; taken for the sake of MLlib's scripts, as "
        "blocks are sized by the data",
        TypeConverters.toInt,
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._setDefault(
            activation="relu",
            outputActivation="auto",
            bias=True,
            init="auto",
            loss="auto",
            l1=0.0,
            classWeight="none",
            encoding="auto",
            scaling="auto",
            maxLevels=1000,
            optimizer="auto",
            schedule="auto",
            warmup=0,
            clipNorm=0.0,
            clipValue=0.0,
            batch="auto",
            sampling="shuffle",
            seed=1,
            maxSteps=0,
            tol=1e-07,
            keep="auto",
            validationFraction=0.1,
            precision="auto",
            blas="auto",
            localPath="auto",
        )


_NAMES = [
    param
    for param, value in vars(_RappelParams).items()
    if isinstance(value, Param)
]


class _PredictedLabel(Params):
    predictedLabelCol: "Param[str]" = Param(
        Params._dummy(),
        "predictedLabelCol",
        "the column of the predicted class's text; unset: none",
        TypeConverters.toString,
    )


class _Weights:
    """What the text of a model tells, which Spark Connect lets pass."""

    def _told(self, name: str) -> Any:
        text = self._call_java("toString")  # type: ignore[attr-defined]
        found = re.search(r"\b%s=(\[.*?\](?=, \w+=|$)|[^,]*)" % name, text, re.DOTALL)
        if found is None:
            raise ValueError("the model does not tell its %s: %s" % (name, text))
        return found.group(1)

    @property
    def weightsSha256(self) -> str:
        """The SHA-256 of the weights, the same as in metrics.json of ``rappel train``."""
        return self._told("weightsSha256")


class RappelTrainingSummary(_TrainingSummary):
    """How a training went; it can be called, as the summary of MLlib's perceptron is."""

    def __call__(self) -> "RappelTrainingSummary":
        return self


class RappelClassificationSummary(_TrainingSummary, _ClassificationSummary):
    """How a training of classes went, and MLlib's metrics of its rows.

    It can be called, as the summary of MLlib's perceptron is.
    """

    def __call__(self) -> "RappelClassificationSummary":
        return self


@_accessors("predictedLabelCol", *_NAMES)
class RappelClassifier(
    _JavaProbabilisticClassifier["RappelClassificationModel"],
    _RappelParams,
    _PredictedLabel,
    JavaMLWritable,
    JavaMLReadable["RappelClassifier"],
):
    """Learns classes, of text, truths or numbers.

    >>> model = RappelClassifier(labelCol="income", featuresCols=["age", "job"]).fit(frame)
    """

    _input_kwargs: Dict[str, Any]

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        labelCol: str = "label",
        predictionCol: str = "prediction",
        probabilityCol: str = "probability",
        rawPredictionCol: str = "rawPrediction",
        predictedLabelCol: Optional[str] = None,
        thresholds: Optional[List[float]] = None,
        **params: Any,
    ):
        super().__init__()
        self._java_obj = self._new_java_obj("rappel.ml.RappelClassifier", self.uid)
        self._set(**self._input_kwargs)

    def setParams(self, **params: Any) -> "RappelClassifier":
        """Sets some parameters by their names."""
        return self._set(**params)

    def _create_model(self, java_model: Any) -> "RappelClassificationModel":
        return RappelClassificationModel(java_model)


@_accessors("predictedLabelCol", *_NAMES)
class RappelClassificationModel(
    _JavaProbabilisticClassificationModel[Vector],
    _RappelParams,
    _PredictedLabel,
    _Weights,
    JavaMLWritable,
    JavaMLReadable["RappelClassificationModel"],
    HasTrainingSummary["RappelClassificationSummary"],
):
    """A network that tells classes apart; ``load`` also reads what ``rappel train`` has left."""

    @property
    def labels(self) -> List[str]:
        """The classes, in the order of the indices that ``prediction`` has."""
        return json.loads(self._told("labels"))

    @property
    def weights(self) -> Vector:
        """All weights and biases, layer by layer, in the order that MLlib's perceptron has; in classic sessions."""
        return self._call_java(_in_classic_sessions("weights"))

    def evaluate(self, dataset: Any) -> "RappelClassificationSummary":
        """Metrics of the model on rows with labels; in classic sessions."""
        return RappelClassificationSummary(
            self._call_java(_in_classic_sessions("evaluate"), dataset)
        )

    def labelIndexer(self) -> StringIndexerModel:
        """Gives labels the indices that ``prediction`` has, in a column more, for evaluators."""
        return StringIndexerModel.from_labels(
            self.labels, inputCol=self.getLabelCol(), outputCol=self.getLabelCol() + "Index"
        )

    def setPredictedLabelCol(self, value: str) -> "RappelClassificationModel":
        """Sets the column of the class's text."""
        return self._set(predictedLabelCol=value)

    def setFeaturesCols(self, value: List[str]) -> "RappelClassificationModel":
        """Sets the columns of the features."""
        return self._set(featuresCols=value)

    @property
    def _summaryCls(self) -> type:
        return RappelClassificationSummary

    def _summary_dataset(self, train_dataset: Any) -> Any:
        return train_dataset


@_accessors(*_NAMES)
class RappelRegressor(
    _JavaRegressor["RappelRegressionModel"],
    _RappelParams,
    JavaMLWritable,
    JavaMLReadable["RappelRegressor"],
):
    """Learns numbers.

    >>> model = RappelRegressor(labelCol="price", featuresCols=["area", "town"]).fit(frame)
    """

    _input_kwargs: Dict[str, Any]

    @keyword_only
    def __init__(
        self,
        *,
        featuresCol: str = "features",
        labelCol: str = "label",
        predictionCol: str = "prediction",
        **params: Any,
    ):
        super().__init__()
        self._java_obj = self._new_java_obj("rappel.ml.RappelRegressor", self.uid)
        self._set(**self._input_kwargs)

    def setParams(self, **params: Any) -> "RappelRegressor":
        """Sets some parameters by their names."""
        return self._set(**params)

    def _create_model(self, java_model: Any) -> "RappelRegressionModel":
        return RappelRegressionModel(java_model)


@_accessors(*_NAMES)
class RappelRegressionModel(
    _JavaRegressionModel[Vector],
    _RappelParams,
    _Weights,
    JavaMLWritable,
    JavaMLReadable["RappelRegressionModel"],
    HasTrainingSummary["RappelTrainingSummary"],
):
    """A network that predicts numbers; ``load`` also reads what ``rappel train`` has left."""

    def setFeaturesCols(self, value: List[str]) -> "RappelRegressionModel":
        """Sets the columns of the features."""
        return self._set(featuresCols=value)

    @property
    def _summaryCls(self) -> type:
        return RappelTrainingSummary

    def _summary_dataset(self, train_dataset: Any) -> Any:
        return train_dataset
