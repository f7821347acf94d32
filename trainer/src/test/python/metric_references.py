"""Writes metric-references.json: what scikit-learn computes, for the tests of io.rappel.trainer.metrics.

    pip install scikit-learn
    python metric_references.py > ../resources/metric-references.json

A case holds the rows (with weights, of which some are zero) and the metrics. Scores are rounded to three digits so that
there are ties. The log loss clips probabilities at 1e-15.
"""

import json
import warnings

import numpy as np
import sklearn
from sklearn import metrics


def weights(kind, rows, random):
    if kind == "ones":
        return np.ones(rows)
    if kind == "whole":
        return random.integers(0, 5, rows).astype(float)
    return random.gamma(0.5, 2.0, rows) * (random.random(rows) > 0.1)


def classification(classes, rows, weighting, seed, occurring=None):
    random = np.random.default_rng(seed)
    actual = random.integers(0, occurring or classes, rows)
    logits = random.normal(size=(rows, classes)) + 1.5 * np.eye(classes)[actual]
    logits[:, (occurring or classes) :] -= 50
    probabilities = np.round(np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True), 3)
    predicted = probabilities.argmax(axis=1)
    weight = weights(weighting, rows, random)
    labels = list(range(classes))
    precision, recall, f1, _ = metrics.precision_recall_fscore_support(
        actual, predicted, labels=labels, sample_weight=weight, zero_division=0
    )
    chosen = np.clip(probabilities[np.arange(rows), actual], 1e-15, 1 - 1e-15)
    binary = classes == 2
    return {
        "classes": classes,
        "actual": actual.tolist(),
        "probabilities": probabilities.tolist(),
        "predicted": predicted.tolist(),
        "weight": weight.tolist(),
        "accuracy": metrics.accuracy_score(actual, predicted, sample_weight=weight),
        "log_loss": float(np.average(-np.log(chosen), weights=weight)),
        "macro_f1": metrics.f1_score(
            actual, predicted, average="macro", sample_weight=weight, zero_division=0
        ),
        "auc": metrics.roc_auc_score(actual, probabilities[:, 1], sample_weight=weight) if binary else None,
        "precision": precision.tolist(),
        "recall": recall.tolist(),
        "f1": f1.tolist(),
        "confusion_matrix": metrics.confusion_matrix(
            actual, predicted, labels=labels, sample_weight=weight
        ).tolist(),
    }


def regression(outputs, rows, weighting, seed, offset=0.0, constant=False, perfect=False):
    random = np.random.default_rng(seed)
    target = np.full((rows, outputs), 3.25) if constant else offset + random.normal(size=(rows, outputs))
    prediction = target if perfect else target + 0.5 * random.normal(size=(rows, outputs))
    weight = weights(weighting, rows, random)

    def scores(y, a):
        return {
            "rmse": float(np.sqrt(metrics.mean_squared_error(y, a, sample_weight=weight))),
            "mae": metrics.mean_absolute_error(y, a, sample_weight=weight),
            "r2": metrics.r2_score(y, a, sample_weight=weight),
        }

    return {
        "outputs": outputs,
        "target": target.tolist(),
        "prediction": prediction.tolist(),
        "weight": weight.tolist(),
        **scores(target, prediction),
        "per_output": [scores(target[:, j], prediction[:, j]) for j in range(outputs)],
    }


def main():
    warnings.simplefilter("ignore")
    cases = {
        "made_with": f"scikit-learn {sklearn.__version__}",
        "classification": {
            "two classes": classification(2, 150, "ones", 1),
            "two classes, whole weights": classification(2, 150, "whole", 2),
            "two classes, any weights": classification(2, 150, "any", 3),
            "five classes": classification(5, 120, "ones", 4),
            "five classes, any weights": classification(5, 120, "any", 5),
            "seven classes of which three occur": classification(7, 90, "any", 6, occurring=3),
        },
        "regression": {
            "one output": regression(1, 100, "ones", 7),
            "one output, any weights": regression(1, 100, "any", 8),
            "three outputs, any weights": regression(3, 60, "any", 9),
            "far from zero": regression(1, 100, "any", 10, offset=1e9),
            "constant target": regression(1, 20, "whole", 11, constant=True),
            "constant target, perfect": regression(1, 20, "whole", 12, constant=True, perfect=True),
            "perfect": regression(2, 20, "ones", 13, perfect=True),
        },
    }
    print(json.dumps(cases))


if __name__ == "__main__":
    main()
