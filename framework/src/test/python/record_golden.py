"""Trains models that once told Braid and Keras apart, in the form of the golden cases.

    KERAS_BACKEND=jax python record_golden.py
"""

import json
import os
import pathlib

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


def priced_steps():
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
    optimizer = keras.optimizers.SGD(0.05, momentum=0.5)
    model.compile(optimizer=optimizer, loss=losses, metrics=list(metrics) or None)
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.keras")
    arrays = dict([("x." + k, v) for k, v in x.items()] + [("y." + k, v) for k, v in y.items()])
    np.savez(folder / "data.npz", **arrays)
    outputs = list(y)
    given = [x[tensor.name] for tensor in model.inputs]
    targets = [y[k] for k in outputs] if len(outputs) > 1 else y[outputs[0]]

    def predicted(prefix):
        found = model.predict(given, batch_size=batch, verbose=0)
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


for make in [statistics_apart, priced_steps]:
    record(make)
record(taken_masks, rows=texts, metrics=())
