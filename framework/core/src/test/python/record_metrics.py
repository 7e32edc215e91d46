"""Results of the metrics after each of three batches, with and without weights."""

import re

import recording
import numpy as np
from keras import metrics

random = np.random.default_rng(5)


def softmax(*shape):
    x = np.exp(2 * random.normal(size=shape))
    return (x / x.sum(-1, keepdims=True)).astype("float32")


def normal(*shape):
    return random.normal(size=shape).astype("float32")


def sigmoid(*shape):
    return (1 / (1 + np.exp(-2 * random.normal(size=shape)))).astype("float32")


def bits(*shape):
    return random.integers(0, 2, shape).astype("float32")


def labels(classes, *shape):
    return random.integers(0, classes, shape).astype("float32")


def one_hot(*shape):
    return np.eye(shape[-1], dtype="float32")[random.integers(0, shape[-1], shape[:-1])]


records = []


def case(cls, target, prediction, weights=(None, "samples"), **options):
    """Makes batches of 6, 6 and 4 samples; target and prediction make them by their size."""
    for kind in weights:
        metric = cls(**options)
        batches = []
        for size in (6, 6, 4):
            y, p = target(size), prediction(size)
            w = None
            if kind == "samples":
                w = random.uniform(0, 2, size).astype("float32")
            elif kind == "steps":
                w = random.uniform(0, 2, y.shape[:2]).astype("float32")
            elif kind == "whole":
                w = random.integers(0, 4, size).astype("float32")
            metric.update_state(y, p, sample_weight=w)
            result = np.asarray(metric.result())
            batches.append(
                dict(
                    target=recording.floats(y),
                    target_shape=recording.shape(y),
                    prediction=recording.floats(p),
                    prediction_shape=recording.shape(p),
                    weights=None if w is None else recording.floats(w),
                    results=recording.floats(result),
                )
            )
        config = metric.get_config()
        config["dtype"] = str(config["dtype"])
        if config.get("label_weights") is not None:
            config["label_weights"] = recording.floats(config["label_weights"])
        if "thresholds" in config and config["thresholds"] is not None:
            config["thresholds"] = np.asarray(config["thresholds"]).tolist()
        # A class without a name of its own gets a number when it is made again.
        config["name"] = re.sub(r"_\d+$", "", config["name"])
        records.append(
            dict(
                about=f"{cls.__name__} {options} {kind} {recording.shape(p)}",
                class_name=cls.__name__,
                options=options,
                config=config,
                batches=batches,
            )
        )



every = (None, "samples", "steps")
for cls in (
    metrics.MeanSquaredError,
    metrics.MeanAbsoluteError,
    metrics.MeanAbsolutePercentageError,
    metrics.MeanSquaredLogarithmicError,
    metrics.RootMeanSquaredError,
    metrics.LogCoshError,
    metrics.CosineSimilarity,
):
    case(cls, lambda n: abs(normal(n, 3)), lambda n: normal(n, 3))
    case(cls, lambda n: abs(normal(n, 4, 3)), lambda n: normal(n, 4, 3), every)
case(metrics.MeanSquaredError, lambda n: normal(n, 1), lambda n: normal(n, 1), name="mine")
case(metrics.Poisson, lambda n: abs(normal(n, 3)), lambda n: abs(normal(n, 3)))
case(metrics.KLDivergence, lambda n: softmax(n, 3), lambda n: softmax(n, 3))
case(metrics.KLDivergence, lambda n: one_hot(n, 5, 3), lambda n: softmax(n, 5, 3), every)
case(metrics.Hinge, lambda n: bits(n, 3), lambda n: normal(n, 3))
case(metrics.SquaredHinge, lambda n: 2 * bits(n, 3) - 1, lambda n: normal(n, 3))
case(metrics.CategoricalHinge, lambda n: one_hot(n, 3), lambda n: normal(n, 3))
case(metrics.Accuracy, lambda n: labels(3, n, 2), lambda n: labels(3, n, 2))
case(metrics.BinaryAccuracy, lambda n: bits(n, 1), lambda n: sigmoid(n, 1))
case(metrics.BinaryAccuracy, lambda n: bits(n, 5, 2), lambda n: sigmoid(n, 5, 2), every, threshold=0.3)
case(metrics.CategoricalAccuracy, lambda n: one_hot(n, 4), lambda n: softmax(n, 4))
case(metrics.CategoricalAccuracy, lambda n: one_hot(n, 5, 4), lambda n: softmax(n, 5, 4), every)
case(metrics.SparseCategoricalAccuracy, lambda n: labels(4, n), lambda n: softmax(n, 4))
case(metrics.SparseCategoricalAccuracy, lambda n: labels(4, n, 1), lambda n: softmax(n, 4))
case(metrics.SparseCategoricalAccuracy, lambda n: labels(4, n, 5), lambda n: softmax(n, 5, 4), every)
case(metrics.TopKCategoricalAccuracy, lambda n: one_hot(n, 8), lambda n: softmax(n, 8))
case(metrics.TopKCategoricalAccuracy, lambda n: one_hot(n, 5, 8), lambda n: softmax(n, 5, 8), every, k=2)
case(metrics.SparseTopKCategoricalAccuracy, lambda n: labels(8, n), lambda n: softmax(n, 8), k=3)
case(metrics.SparseTopKCategoricalAccuracy, lambda n: labels(8, n, 5), lambda n: softmax(n, 5, 8), every)
case(
    metrics.SparseTopKCategoricalAccuracy,
    lambda n: labels(2, n),
    lambda n: np.round(softmax(n, 6), 1),
    k=2,
)
case(metrics.BinaryCrossentropy, lambda n: bits(n, 2), lambda n: sigmoid(n, 2))
case(metrics.BinaryCrossentropy, lambda n: bits(n, 2), lambda n: bits(n, 2))
case(metrics.BinaryCrossentropy, lambda n: bits(n, 5, 1), lambda n: 4 * normal(n, 5, 1), every, from_logits=True, label_smoothing=0.1)
case(metrics.CategoricalCrossentropy, lambda n: one_hot(n, 4), lambda n: softmax(n, 4))
case(metrics.CategoricalCrossentropy, lambda n: one_hot(n, 5, 4), lambda n: 4 * normal(n, 5, 4), every, from_logits=True, label_smoothing=0.1)
case(metrics.SparseCategoricalCrossentropy, lambda n: labels(4, n), lambda n: softmax(n, 4))
case(metrics.SparseCategoricalCrossentropy, lambda n: labels(4, n, 5), lambda n: 4 * normal(n, 5, 4), every, from_logits=True)

case(metrics.SparseCategoricalCrossentropy, lambda n: labels(4, n, 5) - 1, lambda n: 4 * normal(n, 5, 4), (None, "steps"), from_logits=True, ignore_class=-1)

for cls in (metrics.Precision, metrics.Recall):
    case(cls, lambda n: bits(n, 1), lambda n: sigmoid(n, 1))
    case(cls, lambda n: bits(n, 5, 3), lambda n: sigmoid(n, 5, 3), (None, "steps"))
    case(cls, lambda n: bits(n, 1), lambda n: sigmoid(n, 1), thresholds=0.7)
    case(cls, lambda n: bits(n, 1), lambda n: sigmoid(n, 1), thresholds=[0.8, 0.1])
    case(cls, lambda n: bits(n, 1), lambda n: np.round(sigmoid(n, 1), 1), thresholds=[0.0, 0.25, 0.5, 0.75, 1.0])
    case(cls, lambda n: one_hot(n, 4), lambda n: softmax(n, 4), top_k=2)
    case(cls, lambda n: one_hot(n, 4), lambda n: softmax(n, 4), class_id=2, thresholds=0.3)
    case(cls, lambda n: one_hot(n, 4), lambda n: softmax(n, 4), class_id=1, top_k=1)
for cls in (metrics.TruePositives, metrics.TrueNegatives, metrics.FalsePositives, metrics.FalseNegatives):
    case(cls, lambda n: bits(n, 1), lambda n: sigmoid(n, 1))
    case(cls, lambda n: bits(n, 3), lambda n: sigmoid(n, 3), thresholds=[0.2, 0.6])
for curve in ("ROC", "PR"):
    for method in ("interpolation", "majoring", "minoring"):
        case(metrics.AUC, lambda n: bits(n, 1), lambda n: sigmoid(n, 1), curve=curve, summation_method=method)
case(metrics.AUC, lambda n: bits(n, 1), lambda n: sigmoid(n, 1))
case(metrics.AUC, lambda n: bits(n, 5, 1), lambda n: sigmoid(n, 5, 1), (None, "steps"))
case(metrics.AUC, lambda n: bits(n, 1), lambda n: bits(n, 1), num_thresholds=11)
case(metrics.AUC, lambda n: bits(n, 1), lambda n: 2 * normal(n, 1), from_logits=True)
case(metrics.AUC, lambda n: bits(n, 1), lambda n: sigmoid(n, 1), thresholds=[0.1, 0.7, 0.4])
case(metrics.AUC, lambda n: bits(n, 3), lambda n: sigmoid(n, 3), multi_label=True, num_labels=3)
case(metrics.AUC, lambda n: bits(n, 3), lambda n: sigmoid(n, 3), multi_label=True, num_labels=3, curve="PR", label_weights=[0.5, 1.0, 2.0])
case(metrics.AUC, lambda n: bits(n, 3), lambda n: sigmoid(n, 3), label_weights=[0.5, 1.0, 2.0])
for cls, goal in (
    (metrics.SensitivityAtSpecificity, "specificity"),
    (metrics.SpecificityAtSensitivity, "sensitivity"),
    (metrics.PrecisionAtRecall, "recall"),
    (metrics.RecallAtPrecision, "precision"),
):
    case(cls, lambda n: bits(n, 1), lambda n: sigmoid(n, 1), **{goal: 0.6})
    case(cls, lambda n: one_hot(n, 3), lambda n: softmax(n, 3), num_thresholds=20, class_id=1, **{goal: 0.4})
for average in (None, "micro", "macro", "weighted"):
    case(metrics.F1Score, lambda n: one_hot(n, 3), lambda n: softmax(n, 3), average=average)
    case(metrics.FBetaScore, lambda n: bits(n, 3), lambda n: sigmoid(n, 3), average=average, beta=2.0, threshold=0.4)
case(metrics.R2Score, lambda n: normal(n, 2), lambda n: normal(n, 2))
case(metrics.R2Score, lambda n: normal(n, 2), lambda n: normal(n, 2), class_aggregation="variance_weighted_average")
case(metrics.R2Score, lambda n: normal(n, 2), lambda n: normal(n, 2), class_aggregation=None, num_regressors=2)
case(metrics.MeanIoU, lambda n: labels(3, n, 4), lambda n: labels(3, n, 4), (None,), num_classes=3)
case(metrics.MeanIoU, lambda n: labels(3, n), lambda n: labels(3, n), ("whole",), num_classes=3, ignore_class=0)
case(metrics.MeanIoU, lambda n: labels(4, n, 5), lambda n: softmax(n, 5, 4), (None,), num_classes=4, sparse_y_pred=False)
case(metrics.IoU, lambda n: labels(3, n), lambda n: labels(3, n), (None, "whole"), num_classes=3, target_class_ids=[0, 2])
case(metrics.BinaryIoU, lambda n: bits(n), lambda n: sigmoid(n), (None, "whole"), threshold=0.4)
case(metrics.OneHotIoU, lambda n: one_hot(n, 3), lambda n: softmax(n, 3), (None, "whole"), num_classes=3, target_class_ids=[1])
case(metrics.OneHotMeanIoU, lambda n: one_hot(n, 3), lambda n: softmax(n, 3), (None, "whole"), num_classes=3)
case(metrics.SparseTopKCategoricalAccuracy, lambda n: labels(8, n), lambda n: np.argsort(-normal(n, 8))[:, :4].astype("float32"), k=2, from_sorted_ids=True)
case(metrics.SparseTopKCategoricalAccuracy, lambda n: labels(8, n, 5), lambda n: np.argsort(-normal(n, 5, 8)).astype("float32"), every, k=3, from_sorted_ids=True)
case(metrics.CosineSimilarity, lambda n: normal(n, 4, 3), lambda n: normal(n, 4, 3), axis=1)
for cls in (metrics.PearsonCorrelation, metrics.ConcordanceCorrelation):
    case(cls, lambda n: normal(n, 5), lambda n: normal(n, 5))
    case(cls, lambda n: normal(n, 4, 3), lambda n: normal(n, 4, 3), every)
    case(cls, lambda n: normal(n, 4, 3), lambda n: normal(n, 4, 3), axis=1)
recording.write("metrics", records)
