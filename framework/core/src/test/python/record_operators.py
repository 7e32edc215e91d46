"""Trains models written with operators and keras.ops, in the form of the golden cases, into src/test/resources/golden.

    KERAS_BACKEND=jax python record_operators.py [CASE ...]
"""

import json
import os
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras import layers, ops
from recording import FOLDER

FOLDER = FOLDER.parent / "golden"
ROWS = 10


def arithmetic():
    """Operators with constants on either side, arrays and axes of size 1."""
    left, right = keras.Input((4,), name="left"), keras.Input((3, 4), name="right")
    a = layers.Dense(4, name="first")(left)
    b = layers.Dense(4, name="second")(right)
    x = 2 - a * 0.5 + left / 4.0
    x = x[:, None] + b * np.array([0.5, -1.0, 2.0, 0.25], "float32")
    x = ops.maximum(x, -1.5) ** 2 + 1.0 / (1.0 + ops.exp(-b))
    x = abs(x - 1) * ops.tanh(-x) + (left // 0.7)[:, None] + ops.mean(x, axis=-1, keepdims=True)
    x = ops.sqrt(ops.square(x) + 0.1) - ops.log1p(ops.exp(ops.minimum(x, 2.0))) + x % 1.5
    model = keras.Model([left, right], layers.Dense(2, name="found")(x))
    return model, dict(left=(4,), right=(3, 4)), dict(found=(3, 2))


def slices():
    """Slices with steps, negative bounds, the ellipsis and new axes; one tensor for each part."""
    steps = keras.Input((6, 4), name="steps")
    x = layers.GRU(4, return_sequences=True, name="hidden")(steps)
    first, last = x[:, 0], x[:, -1, :]
    rest = ops.mean(x[:, 1:5:2], axis=1)
    back = ops.max(x[:, ::-1][..., :3], axis=1)
    ends = (x[:, -2:, 1:-1])[:, 0] - x[..., 1, 2:]
    outer = first[:, :, None] * last[:, None, :]
    flat = ops.reshape(outer, (-1, 16))
    joined = ops.concatenate([first, last, rest, back, ends, flat[:, 2:12:3]], axis=-1)
    return keras.Model(steps, layers.Dense(2, name="found")(joined)), dict(steps=(6, 4)), dict(found=(2,))


def causal_attention():
    """Attention of two heads by einsum and matmul, with a causal mask that is made of operations."""
    steps = keras.Input((5, 6), name="steps")
    queries = ops.reshape(layers.Dense(6, name="queries")(steps), (-1, 5, 2, 3))
    keys = ops.reshape(layers.Dense(6, name="keys")(steps), (-1, 5, 2, 3))
    values = ops.transpose(ops.reshape(layers.Dense(6, name="values")(steps), (-1, 5, 2, 3)), (0, 2, 1, 3))
    scores = ops.einsum("bqhd,bkhd->bhqk", queries, keys) * (1.0 / np.sqrt(3.0))
    positions = ops.cumsum(ops.ones_like(steps[:, :, 0], dtype="int32"), axis=1)
    allowed = ops.greater_equal(positions[:, None, :, None], positions[:, None, None, :])
    scores = ops.where(allowed, scores, -1e9)
    seen = ops.matmul(ops.softmax(scores, axis=-1), values)
    seen = ops.reshape(ops.swapaxes(seen, 1, 2), (-1, 5, 6))
    x = steps + layers.Dense(6, name="joined")(seen)
    x = ops.relu(x) @ np.linspace(-1.0, 1.0, 18).reshape(6, 3).astype("float32")
    return keras.Model(steps, layers.Dense(2, name="found")(x)), dict(steps=(5, 6)), dict(found=(5, 2))


def choices():
    """where, comparisons, logical operations, casts, one_hot and take."""
    numbers = keras.Input((4,), name="numbers")
    kind = keras.Input((3,), dtype="int32", name="kind")
    x = layers.Dense(4, name="hidden")(numbers)
    high, low = x > 0.3, numbers <= -0.2
    x = ops.where(high & ~low, x * 2.0, ops.where(high | low, -x, 0.5))
    count = ops.cast(ops.not_equal(kind, 1), "float32")
    share = ops.sum(count, axis=-1, keepdims=True) / 3.0
    codes = ops.sum(ops.one_hot(kind, 4), axis=1)
    rows = ops.take(x, [0, 3, 1], axis=-1)
    clipped = ops.clip(rows, -0.5, 1.0) * ops.sign(rows)
    best = ops.cast(ops.argmax(x, axis=-1, keepdims=True), "float32")
    joined = ops.concatenate([x, share, codes, clipped, best, ops.cast(high, "float32")], axis=-1)
    model = keras.Model([numbers, kind], layers.Dense(3, activation="softmax", name="found")(joined))
    return model, dict(numbers=(4,), kind=("int", 4, 3)), dict(found=("int", 3))


def parts():
    """stack, split, unstack, concatenate, pad, roll, flip, tile and repeat."""
    steps = keras.Input((4, 6), name="steps")
    x = layers.Dense(6, name="hidden")(steps)
    one, two, three = ops.split(x, 3, axis=-1)
    gate, kept = ops.split(x, [2], axis=-1)
    x = ops.concatenate([ops.sigmoid(gate) * two, three - one, kept], axis=-1)
    padded = ops.pad(x, [[0, 0], [1, 2], [0, 0]])
    mirrored = ops.pad(x, ((0, 0), (2, 1), (0, 0)), mode="reflect")
    x = ops.stack([padded, mirrored, ops.roll(padded, 2, axis=1)], axis=1)
    a, b, c = ops.unstack(x, 3, axis=1)
    x = ops.flip(a, axis=1) + ops.roll(b, -1, axis=-1) * c
    x = ops.squeeze(ops.expand_dims(x, 1), 1)
    x = ops.tile(ops.mean(x, axis=1, keepdims=True), (1, 2, 1)) + ops.repeat(x[:, :1], 2, axis=1)
    x = ops.moveaxis(x, 1, 2)
    return keras.Model(steps, layers.Dense(2, name="found")(layers.Flatten()(x))), dict(steps=(4, 6)), dict(found=(2,))


def own_normalization():
    """Normalization by hand: mean, var, std, norm, logsumexp, cumsum, prod; the last batch is smaller."""
    steps = keras.Input((5, 4), name="steps")
    x = layers.Dense(4, name="hidden")(steps)
    mean = ops.mean(x, axis=-1, keepdims=True)
    x = (x - mean) * ops.rsqrt(ops.var(x, axis=-1, keepdims=True) + 1e-3)
    x = x / (ops.std(x, axis=(1, 2), keepdims=True) + 0.1)
    x = x - ops.logsumexp(x, axis=1, keepdims=True)
    total = ops.sum(ops.square(x), axis=2, keepdims=True)
    x = x / ops.maximum(ops.sqrt(total), 1e-3) + ops.normalize(x, axis=1) * ops.cumsum(x, axis=1) / 5.0
    ranges = ops.max(x, axis=1) - ops.min(x, axis=1)
    joined = ops.concatenate([ranges, ops.mean(x, axis=1), ops.prod(x[:, :2, :], axis=1), ops.sum(x, axis=(1, 2), keepdims=True)[:, 0]], axis=1)
    return keras.Model(steps, layers.Dense(2, name="found")(joined)), dict(steps=(5, 4)), dict(found=(2,))


def arrays(sizes, random):
    made = {}
    for name, size in sizes.items():
        if size[0] == "int":
            made[name] = random.integers(0, size[1], (ROWS, *size[2:])).astype("int32")
        else:
            made[name] = random.normal(size=(ROWS, *size)).astype("float32")
    return made


def record(make, batch=4, epochs=2):
    name = make.__name__
    keras.utils.clear_session()
    keras.utils.set_random_seed(len(name))
    model, inputs, targets = make()
    classes = name == "choices"
    loss = "sparse_categorical_crossentropy" if classes else "mse"
    model.compile(optimizer=keras.optimizers.SGD(0.002 if name == "arithmetic" else 0.05), loss=loss, metrics=["accuracy" if classes else "mae"])
    random = np.random.default_rng(len(name) + 20)
    x, y = arrays(inputs, random), arrays(targets, random)
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.keras")
    np.savez(folder / "data.npz", **{f"x.{k}": v for k, v in x.items()}, **{f"y.{k}": v for k, v in y.items()})
    given = [x[tensor.name] for tensor in model.inputs]
    target = y["found"]
    opened = keras.models.load_model(folder / "model.keras")
    np.testing.assert_array_equal(opened.predict(given, verbose=0), model.predict(given, verbose=0))

    def predicted(prefix):
        return {prefix + "found": np.array(model.predict(given, batch_size=batch, verbose=0), order="C")}

    def scores():
        return model.evaluate(given, target, batch_size=batch, verbose=0, return_dict=True)

    case = dict(name=name, about=make.__doc__, train=True, evaluate_before=scores())
    expected = predicted("before.")
    case["history"] = model.fit(given, target, batch_size=batch, epochs=epochs, shuffle=False, verbose=0).history
    case.update(evaluate_after=scores(), resume=None)
    expected.update(predicted("after."))
    for i, value in enumerate(model.get_weights()):
        expected[f"weight.{i}"] = np.array(value, order="C")
    case["fit"] = dict(
        epochs=epochs, batch_size=batch, shuffle=False, initial_epoch=0, validation_split=0.0, class_weight=None, use_sample_weight=False
    )
    case["tolerance"] = dict(before=1e-5, trained=1e-4)
    case["weights"] = [dict(path=v.path, shape=list(v.shape), trainable=v.trainable) for v in model.weights]
    case["operations"] = [dict(name=o.name, class_name=type(o).__name__) for o in model.operations if type(o).__module__.startswith("keras.src.ops")]
    np.savez(folder / "expected.npz", **expected)
    (folder / "case.json").write_text(json.dumps(case, default=float) + "\n")
    print(name, case["history"])


for make in [arithmetic, slices, causal_attention, choices, parts, own_normalization]:
    if not sys.argv[1:] or make.__name__ in sys.argv[1:]:
        record(make)
