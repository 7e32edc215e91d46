"""Values and gradients of the losses."""

import recording
import jax
import numpy as np
from keras import losses

random = np.random.default_rng(2)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return (e / e.sum(-1, keepdims=True)).astype("float32")


def normal(*shape):
    return random.normal(size=shape).astype("float32")


def one_hot(*shape):
    return np.eye(shape[-1], dtype="float32")[random.integers(0, shape[-1], shape[:-1])]


def case(about, cls, target, prediction, **options):
    loss = cls(**options)
    call = lambda p: loss.call(target, p)
    values = call(prediction)
    gradient = jax.grad(lambda p: call(p).sum())(prediction)
    return dict(
        about=f"{cls.__name__} {about}",
        class_name=cls.__name__,
        options=options,
        config=loss.get_config(),
        target=recording.floats(target),
        target_shape=recording.shape(target),
        prediction=recording.floats(prediction),
        prediction_shape=recording.shape(prediction),
        values=recording.floats(values),
        values_shape=recording.shape(values),
        gradient=recording.floats(gradient),
    )


records = []
for cls in [
    losses.MeanSquaredError,
    losses.MeanAbsoluteError,
    losses.MeanAbsolutePercentageError,
    losses.Huber,
    losses.CosineSimilarity,
    losses.LogCosh,
]:
    records.append(case("2d", cls, normal(4, 3), normal(4, 3)))
    records.append(case("sequence", cls, normal(2, 3, 4), normal(2, 3, 4)))
records.append(case("zero targets", losses.MeanAbsolutePercentageError, np.zeros((2, 2), "float32"), normal(2, 2)))
records.append(case("wide", losses.Huber, 3 * normal(4, 3), normal(4, 3), delta=0.4))
records.append(case("far", losses.LogCosh, 30 * normal(4, 3), normal(4, 3)))
records.append(
    case("zero row", losses.CosineSimilarity, np.float32([[0, 0, 0], [1, 2, 3]]), normal(2, 3))
)
records.append(
    case("", losses.MeanSquaredLogarithmicError, abs(normal(4, 3)), np.float32(abs(normal(4, 3))))
)
records.append(case("negative", losses.MeanSquaredLogarithmicError, normal(4, 3), normal(4, 3)))
records.append(case("", losses.KLDivergence, softmax(normal(4, 3)), softmax(normal(4, 3))))
records.append(case("certain", losses.KLDivergence, one_hot(4, 3), softmax(9 * normal(4, 3))))
records.append(case("", losses.Poisson, abs(normal(4, 3)), abs(normal(4, 3))))
for cls in [losses.Hinge, losses.SquaredHinge]:
    records.append(case("0 and 1", cls, random.integers(0, 2, (5, 3)).astype("float32"), normal(5, 3)))
    records.append(
        case("-1 and 1", cls, 2 * random.integers(0, 2, (5, 3)).astype("float32") - 1, normal(5, 3))
    )
records.append(case("", losses.CategoricalHinge, one_hot(5, 4), normal(5, 4)))
records.append(case("sequence", losses.CategoricalHinge, one_hot(2, 3, 4), normal(2, 3, 4)))

bits = random.integers(0, 2, (4, 3)).astype("float32")
probabilities = np.float32(1 / (1 + np.exp(-2 * normal(4, 3))))
sure = np.float32([[0, 1, 0.5], [1, 0, 1e-8]])
for cls in [losses.BinaryCrossentropy, losses.BinaryFocalCrossentropy]:
    records.append(case("", cls, bits, probabilities))
    records.append(case("sequence", cls, random.integers(0, 2, (2, 3, 1)).astype("float32"), np.float32(1 / (1 + np.exp(normal(2, 3, 1))))))
    records.append(case("logits", cls, bits, 3 * normal(4, 3), from_logits=True))
    records.append(case("smoothed", cls, bits, probabilities, label_smoothing=0.2))
    records.append(
        case("logits smoothed", cls, bits, 3 * normal(4, 3), from_logits=True, label_smoothing=0.1)
    )
records.append(case("certain", losses.BinaryCrossentropy, bits[:2], sure))
records.append(case("far logits", losses.BinaryCrossentropy, bits, 60 * normal(4, 3), from_logits=True))
records.append(
    case("balanced", losses.BinaryFocalCrossentropy, bits, probabilities, apply_class_balancing=True, alpha=0.3, gamma=1.5)
)
for cls in [losses.CategoricalCrossentropy, losses.CategoricalFocalCrossentropy]:
    records.append(case("", cls, one_hot(4, 5), softmax(normal(4, 5))))
    records.append(case("not normal", cls, one_hot(4, 5), 3 * softmax(normal(4, 5))))
    records.append(case("sequence", cls, one_hot(2, 3, 5), softmax(normal(2, 3, 5))))
    records.append(case("logits", cls, one_hot(4, 5), 3 * normal(4, 5), from_logits=True))
    records.append(case("smoothed", cls, one_hot(4, 5), softmax(normal(4, 5)), label_smoothing=0.1))
    records.append(
        case("logits smoothed", cls, one_hot(4, 5), normal(4, 5), from_logits=True, label_smoothing=0.1)
    )
records.append(case("far logits", losses.CategoricalCrossentropy, one_hot(4, 5), 60 * normal(4, 5), from_logits=True))
records.append(case("axis 1", losses.CategoricalCrossentropy, np.moveaxis(one_hot(2, 3, 5), -1, 1), np.moveaxis(softmax(normal(2, 3, 5)), -1, 1), axis=1))
records.append(
    case("options", losses.CategoricalFocalCrossentropy, one_hot(4, 5), softmax(normal(4, 5)), alpha=0.5, gamma=1.0)
)
cls = losses.SparseCategoricalCrossentropy
labels = lambda *shape: random.integers(0, 5, shape).astype("float32")
records.append(case("", cls, labels(4), softmax(normal(4, 5))))
records.append(case("column", cls, labels(4, 1), softmax(normal(4, 5))))
records.append(case("sequence", cls, labels(2, 3), softmax(normal(2, 3, 5))))
records.append(case("logits", cls, labels(2, 3), 3 * normal(2, 3, 5), from_logits=True))
records.append(
    case("ignored", cls, np.float32([[0, 2, 1], [2, 4, 2]]), normal(2, 3, 5), from_logits=True, ignore_class=2)
)
records.append(
    case("ignored -1", cls, np.float32([[0, -1, 1], [2, 4, -1]]), normal(2, 3, 5), from_logits=True, ignore_class=-1)
)
records.append(case("certain", cls, np.float32([0, 1]), np.float32([[1, 0, 0], [1, 0, 0]])))
records.append(case("reduced", losses.MeanSquaredError, normal(4, 3), normal(4, 3), reduction="sum", name="mine"))
cls = losses.CategoricalGeneralizedCrossEntropy
records.append(case("", cls, labels(4).astype("int32"), softmax(normal(4, 5))))
records.append(case("sequence", cls, labels(2, 3).astype("int32"), softmax(normal(2, 3, 5)), q=0.8))
for cls in [losses.Dice, losses.Tversky]:
    records.append(case("whole batch", cls, bits, chances))
    records.append(case("axis", cls, bits, chances, axis=-1))
    records.append(
        case("axes", cls, random.integers(0, 2, (2, 3, 4, 1)).astype("float32"), np.float32(random.uniform(size=(2, 3, 4, 1))), axis=(1, 2, 3))
    )
records.append(case("weights", losses.Tversky, bits, chances, alpha=0.3, beta=0.8, axis=1))


def unit(*shape):
    x = normal(*shape)
    return x / np.linalg.norm(x, axis=-1, keepdims=True)


classes = np.float32([0, 1, 0, 2, 1, 1])
records.append(case("", losses.Circle, classes, unit(6, 3)))
records.append(case("pairs", losses.Circle, np.float32([4, 4, 1, 1]), unit(4, 5), gamma=10.0, margin=0.25))
records.append(case("diagonal", losses.Circle, classes, unit(6, 3), gamma=20.0, remove_diagonal=False))
records.append(case("one class", losses.Circle, np.float32([2, 2, 2]), unit(3, 3), remove_diagonal=False))
words = np.float32([[1, 2, 2, 3], [3, 3, 0, 0], [2, 0, 0, 0], [0, 0, 0, 0], [1, 1, 1, 1]])
records.append(case("", losses.CTC, words, normal(5, 7, 4)))
records.append(case("short", losses.CTC, np.float32([[1, 2, 3, 0], [3, 3, 0, 0], [3, 1, 2, 3]]), normal(3, 4, 4)))
records.append(case("one label", losses.CTC, np.float32([[2], [0]]), 3 * normal(2, 3, 4)))
records.append(case("none", losses.MeanSquaredError, normal(4, 3), normal(4, 3), reduction="none"))
recording.write("losses", records)
