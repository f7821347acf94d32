"""Rappel: neural networks trained on Apache Spark, the same data the same model, bit for bit.

``rappel.load(path)`` reads a model and applies it with numpy alone. ``rappel.train(rows, label=...)`` trains one in a
local JVM, without a cluster. ``rappel.session()`` gives a Spark session that is ready for ``rappel.ml``, whose
estimators take the place of MLlib's perceptron.
"""

from ._errors import ModelError, RappelError, RowsError
from ._java import jar, session, version
from ._model import Model, load
from ._train import train

__version__ = version()

__all__ = ["Model", "ModelError", "RappelError", "RowsError", "jar", "load", "session", "train"]
