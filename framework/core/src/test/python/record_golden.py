"""Trains models that once told Braid and Keras apart, in the form of the golden cases.

    KERAS_BACKEND=jax python record_golden.py [CASE ...]
"""

import json
import os
import pathlib
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras import layers

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "golden"


def statistics_apart():
    """Statistics of a layer that is applied several times, and weights in the order that masks make."""
    steps = keras.Input((4, 3), name="steps")
    numbers = keras.Input((5,), name="numbers")
    hidden = layers.GRU(3, return_sequences=True)(steps)
    masked = layers.Masking(name="gaps")(hidden)
    each = layers.TimeDistributed(layers.BatchNormalization(momentum=0.6))(masked)
    last = layers.Bidirectional(layers.SimpleRNN(2))(each)
    one = layers.Dense(4, activation="tanh", name="one")(numbers)
    two = layers.Dense(4, activation="tanh", name="two")(one)
    inside = keras.Input((4,))
    normal = layers.BatchNormalization(momentum=0.7, name="inside")(layers.Dense(3)(inside))
    tower = keras.Model(inside, normal, name="tower")
    shared = layers.BatchNormalization(momentum=0.5, name="shared")
    left = tower(two)
    right = tower(one)
    again = tower(layers.Dense(4, name="three")(two))
    both = layers.Concatenate()([shared(left), shared(right), shared(again), last])
    return keras.Model([steps, numbers], layers.Dense(2, name="found")(both))


def penalized_steps():
    """Activity regularizers of what TimeDistributed holds: a layer's own is not asked, a model's are."""
    steps = keras.Input((4, 3), name="steps")
    numbers = keras.Input((5,), name="numbers")
    inside = keras.Input((3,))
    tower = keras.Model(inside, layers.Dense(2, activation="tanh", activity_regularizer=keras.regularizers.L2(0.1))(inside))
    one = layers.TimeDistributed(layers.Dense(3, activity_regularizer="l2"))(steps)
    two = layers.TimeDistributed(tower)(one)
    frames = layers.Reshape((4, 2, 1, 1))(two)
    film = layers.ConvLSTM2D(2, (2, 1), padding="same", return_sequences=True)(frames)
    seen = layers.MultiHeadAttention(2, 2, attention_axes=(1, 2))(film, film)
    wide = layers.Flatten()(layers.TimeDistributed(layers.Resizing(3, 2))(seen))
    both = layers.Concatenate()([wide, numbers])
    return keras.Model([steps, numbers], layers.Dense(2, name="found")(both))


def taken_masks():
    """Attention takes the masks of what it reads: later readers have none, but those that are handed one."""
    text = keras.Input((6,), name="text")
    word = layers.Embedding(9, 4, mask_zero=True, name="word")(text)
    turned = layers.Dense(4, activation="tanh", name="turned")(word)
    x = word
    for block in range(2):
        seen = layers.MultiHeadAttention(2, 3)(x, x)
        x = layers.LayerNormalization()(layers.Add()([x, seen]))
        x = layers.Add()([x, layers.Dense(4)(layers.Dense(5, activation="relu")(x))])
    crossed = layers.MultiHeadAttention(1, 3)(turned, word)
    tags = layers.Dense(2, name="tags")(x)
    late = layers.Dense(2, name="late")(turned)
    early = layers.Dense(2, name="early")(word)
    cross = layers.Dense(2, name="cross")(crossed)
    pooled = layers.GlobalAveragePooling1D()(layers.Concatenate()([x, crossed]))
    last = layers.GRU(3)(layers.Concatenate()([turned, x]))
    topic = layers.Dense(1, name="topic")(layers.Concatenate()([pooled, last]))
    return keras.Model(text, [tags, late, early, cross, topic])


def unused_parts():
    """A nested model of which an output is unused, with statistics and penalties on the way to it, and an unused input."""
    facts = keras.Input((5,), name="facts")
    numbers = keras.Input((3,), name="numbers")
    hidden = layers.Dense(4, activation="tanh", name="hidden")(facts)
    mean = layers.Dense(2, name="mean")(hidden)
    normal = layers.BatchNormalization(momentum=0.5, name="normal")(hidden)
    spread = layers.Dense(2, activity_regularizer="l2", kernel_regularizer="l2", name="spread")(normal)
    encoder = keras.Model(facts, [mean, spread, hidden], name="encoder")
    given = keras.Input((5,), name="given")
    found = layers.Dense(3, name="found")(encoder(given)[0])
    return keras.Model([given, numbers], found)


def unused_data(random, rows=14):
    x = dict(given=random.normal(size=(rows, 5)), numbers=random.normal(size=(rows, 3)))
    return {k: v.astype("float32") for k, v in x.items()}, dict(found=random.normal(size=(rows, 3)).astype("float32"))


def swapped_keys():
    """Dicts whose keys are the names of other tensors, at the outer ends and at those of a nested model."""
    c, d = keras.Input((3,), name="c"), keras.Input((3,), name="d")
    inside = layers.Subtract(name="less")([layers.Dense(3, name="only_c")(c), d])
    ends = {"more": layers.Dense(2, name="less_two")(inside), "less": layers.Dense(2, name="more_two")(inside)}
    nested = keras.Model({"d": c, "c": d}, ends, name="nested")
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    found = nested({"d": a, "c": b})
    left = layers.Dense(2, name="right")(layers.Concatenate()([found["less"], a]))
    right = layers.Dense(2, name="left")(found["more"])
    return keras.Model({"b": a, "a": b}, {"left": left, "right": right})


def swapped_data(random, rows=14):
    x = {k: random.normal(size=(rows, 3)).astype("float32") for k in "ab"}
    return x, {k: random.normal(size=(rows, 2)).astype("float32") for k in ["left", "right"]}


def softmax_axes():
    """Softmax over axes that are not the last."""
    image = keras.Input((4, 5, 3), name="image")
    x = layers.Conv2D(3, 1, name="seen")(image)
    parts = [layers.Softmax(axis=axis)(x) for axis in [1, 2, -1, [1, 2], [2, 3]]]
    steps = layers.Reshape((4, 15))(x)
    rows = [layers.Flatten()(layers.Softmax(axis=axis)(steps)) for axis in [1, 2]]
    film = layers.Softmax(axis=2)(layers.Reshape((2, 2, 5, 3))(x))
    flat = layers.Flatten()(layers.Concatenate()([*parts, layers.Reshape((4, 5, 3))(film)]))
    return keras.Model(image, layers.Dense(2, name="found")(layers.Concatenate()([flat, *rows])))


def image_data(random, rows=14):
    x = dict(image=random.normal(size=(rows, 4, 5, 3)).astype("float32"))
    return x, dict(found=random.normal(size=(rows, 2)).astype("float32"))


def weightless():
    """Layers without weights: merges that broadcast, and a normalized product."""
    left, right = keras.Input((3, 4), name="left"), keras.Input((1, 4), name="right")
    both = layers.Average()([layers.Add()([left, right]), layers.Multiply()([left, right]), layers.Subtract()([left, right])])
    most = layers.Minimum()([layers.Maximum()([left, right]), both])
    return keras.Model([left, right], layers.Dot(2, normalize=True, name="found")([most, right]))


def pair_data(random, rows=14):
    x = dict(left=random.normal(size=(rows, 3, 4)), right=random.normal(size=(rows, 1, 4)))
    return {k: v.astype("float32") for k, v in x.items()}, dict(found=random.normal(size=(rows, 3, 1)).astype("float32"))


def explicit_masks():
    """Masks that are computed with keras.ops, or given as an input, and passed to layers of every kind."""
    steps = keras.Input((5, 3), name="steps")
    text = keras.Input((5,), name="text")
    given = keras.Input((5,), dtype="bool", name="given")
    real = keras.ops.any(keras.ops.not_equal(steps, -1.0), axis=-1)
    late = keras.ops.logical_and(keras.ops.greater(text, 2), keras.ops.logical_not(given))
    word = layers.Embedding(9, 3, mask_zero=True, name="word")(text)
    local = layers.Conv1D(3, 2, padding="same", name="local")(word)
    normal = layers.BatchNormalization(momentum=0.6, name="normal")(steps, mask=real)
    inside = keras.Input((5, 3))
    tower = keras.Model(inside, layers.GlobalAveragePooling1D()(layers.Dense(2, name="deep")(inside)), name="tower")
    parts = [
        layers.GlobalAveragePooling1D()(normal),
        layers.GlobalAveragePooling1D()(steps, mask=given),
        layers.LSTM(2, name="read")(local, mask=keras.ops.not_equal(text, 0)),
        layers.Bidirectional(layers.GRU(2), name="both_ways")(word, mask=late),
        layers.SimpleRNN(2, name="skip")(layers.TimeDistributed(layers.Dense(2), name="each")(steps, mask=real)),
        tower(word),
        tower(local, mask=late),
        layers.Flatten()(layers.Softmax(axis=1)(steps, mask=keras.ops.greater(steps, -0.5))),
    ]
    looks = [
        layers.Attention(use_scale=True, name="look")([steps, local], mask=[real, given]),
        layers.AdditiveAttention(name="look_on")([local, word], mask=[None, late]),
        layers.MultiHeadAttention(1, 2, name="heads")(word, local, value_mask=given),
        layers.MultiHeadAttention(1, 2, name="more_heads")(local, local, key_mask=late, query_mask=real),
    ]
    parts += [layers.GlobalAveragePooling1D()(look) for look in looks]
    return keras.Model([steps, text, given], layers.Dense(2, name="found")(layers.Concatenate()(parts)))


def mask_data(random, rows=20):
    steps = random.normal(size=(rows, 5, 3)).astype("float32")
    text = random.integers(1, 9, size=(rows, 5)).astype("int32")
    given = random.integers(0, 2, size=(rows, 5)).astype("int32")
    given[:, 0] = text[:, 4] = 1
    given[:, 1], text[:, 1] = 0, 5
    for row in range(rows):
        steps[row, random.integers(1, 6) :] = -1
        text[row, random.integers(2, 6) :] = 0
    return dict(steps=steps, text=text, given=given), dict(found=random.normal(size=(rows, 2)).astype("float32"))


def texts(random, rows=22):
    x = random.integers(1, 9, size=(rows, 6))
    for row in range(rows):
        x[row, random.integers(2, 7) :] = 0
    y = {name: random.normal(size=(rows, 6, 2)).astype("float32") for name in ["tags", "late", "early", "cross"]}
    y["topic"] = random.normal(size=(rows, 1)).astype("float32")
    return dict(text=x.astype("int32")), y


def data(random, rows=22):
    x = random.normal(size=(rows, 4, 3)).astype("float32")
    numbers = random.normal(size=(rows, 5)).astype("float32")
    y = random.normal(size=(rows, 2)).astype("float32")
    return dict(steps=x, numbers=numbers), dict(found=y)


def record(make, rows=data, batch=6, epochs=2, metrics=("mae",)):
    name = make.__name__
    keras.utils.clear_session()
    keras.utils.set_random_seed(len(name))
    model = make()
    x, y = rows(np.random.default_rng(len(name)))
    losses = "mse" if len(y) == 1 else ["mse"] * len(y)
    losses = {k: "mse" for k in y} if isinstance(model._outputs_struct, dict) else losses
    optimizer = keras.optimizers.SGD(0.05, momentum=0.5)
    model.compile(optimizer=optimizer, loss=losses, metrics=list(metrics) or None)
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.keras")
    arrays = dict([("x." + k, v) for k, v in x.items()] + [("y." + k, v) for k, v in y.items()])
    np.savez(folder / "data.npz", **arrays)
    outputs = list(y)
    dicts = isinstance(model._inputs_struct, dict)
    given = x if dicts else [x[tensor.name] for tensor in model.inputs]
    targets = y if dicts else [y[k] for k in outputs] if len(outputs) > 1 else y[outputs[0]]

    def predicted(prefix):
        found = model.predict(given, batch_size=batch, verbose=0)
        found = [found[k] for k in outputs] if isinstance(found, dict) else found
        found = found if isinstance(found, list) else [found]
        return {prefix + k: np.array(v, order="C") for k, v in zip(outputs, found)}

    def scores():
        return model.evaluate(given, targets, batch_size=batch, verbose=0, return_dict=True)

    case = dict(name=name, about=make.__doc__, train=True, evaluate_before=scores())
    arrays = predicted("before.")
    history = model.fit(given, targets, batch_size=batch, epochs=epochs, shuffle=False, verbose=0)
    case.update(history=history.history, evaluate_after=scores(), resume=None)
    arrays.update(predicted("after."))
    for i, value in enumerate(model.get_weights()):
        arrays[f"weight.{i}"] = np.array(value, order="C")
    case["fit"] = dict(
        epochs=epochs, batch_size=batch, shuffle=False, initial_epoch=0, validation_split=0.0,
        class_weight=None, use_sample_weight=False,
    )
    case["tolerance"] = dict(before=1e-5, trained=1e-4)
    seeds = [w for w in model.weights if "seed" not in w.path]
    case["weights"] = [dict(path=w.path, shape=list(w.shape), trainable=w.trainable) for w in seeds]
    np.savez(folder / "expected.npz", **arrays)
    (folder / "case.json").write_text(json.dumps(case, default=float) + "\n")


CASES = dict(
    statistics_apart=dict(),
    penalized_steps=dict(),
    taken_masks=dict(rows=texts, metrics=()),
    unused_parts=dict(rows=unused_data),
    swapped_keys=dict(rows=swapped_data, metrics=()),
    softmax_axes=dict(rows=image_data),
    weightless=dict(rows=pair_data),
    explicit_masks=dict(rows=mask_data),
)
for name in sys.argv[1:] or CASES:
    record(globals()[name], **CASES[name])
