"""Records models that random comparisons with Keras found to differ, in the form of the golden cases.

    KERAS_BACKEND=jax python record_found.py
"""

import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras import layers, losses, metrics

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "golden"
ROWS = 9


def spread_weights():
    """Sample weights with axes of size 1, ignored classes, r2 of equal targets."""
    given = keras.Input((3,), name="given")
    made = layers.Dense(8, activation="tanh")(given)
    pixels = layers.Reshape((2, 3, 4))(layers.Dense(24)(made))
    planes = layers.Reshape((2, 3, 2))(layers.Dense(12)(made))
    steps = layers.Reshape((3, 4))(layers.Dense(12)(made))
    outputs = [
        layers.Softmax(name="pixels")(pixels),
        layers.Activation("linear", name="planes")(planes),
        layers.Softmax(name="steps")(steps),
        layers.Dense(3, activation="softmax", name="kind")(made),
        layers.Dense(2, name="amount")(made),
    ]
    model = keras.Model(given, outputs)
    sparse = dict(from_logits=False, ignore_class=1)
    model.compile(
        optimizer=keras.optimizers.SGD(0.1),
        loss=dict(
            pixels=losses.SparseCategoricalCrossentropy(),
            planes="mse",
            steps=losses.SparseCategoricalCrossentropy(ignore_class=1),
            kind=losses.CategoricalFocalCrossentropy(alpha=0.7),
            amount="mae",
        ),
        metrics=dict(
            pixels=["accuracy", metrics.SparseCategoricalCrossentropy(name="left_out", **sparse)],
            steps=["accuracy", metrics.SparseCategoricalCrossentropy(name="left_out", **sparse)],
        ),
        weighted_metrics=dict(
            pixels=[
                metrics.SparseCategoricalAccuracy(name="hits"),
                metrics.SparseTopKCategoricalAccuracy(2, name="near_hits"),
                metrics.SparseCategoricalCrossentropy(name="weighted_left_out", **sparse),
            ],
            planes=[metrics.MeanAbsoluteError(name="off"), metrics.MeanSquaredError(name="square")],
            steps=[metrics.SparseCategoricalAccuracy(name="hits")],
            kind=[metrics.TopKCategoricalAccuracy(2, name="near_hits")],
            amount=[metrics.R2Score(name="explained")],
        ),
    )
    random = np.random.default_rng(3)
    y = dict(
        pixels=random.integers(0, 4, (ROWS, 2, 3)).astype("int32"),
        planes=random.normal(size=(ROWS, 2, 3, 2)).astype("float32"),
        steps=random.integers(0, 4, (ROWS, 3, 1)).astype("int32"),
        kind=np.eye(3)[random.integers(0, 3, ROWS)].astype("float32"),
        amount=random.integers(0, 3, (ROWS, 2)).astype("float32"),
    )
    y["amount"][[1, 4]] = [[1, 2], [1, 0]]
    few = np.zeros(ROWS)
    few[[1, 4]] = 0.141, 1.723
    w = dict(
        pixels=random.uniform(0.1, 2, (ROWS, 1, 3)),
        planes=random.uniform(0.1, 2, (ROWS, 2, 1)),
        steps=random.uniform(0.1, 2, (ROWS, 1)),
        kind=random.uniform(0.1, 2, ROWS),
        amount=few,
    )
    x = dict(given=random.normal(size=(ROWS, 3)).astype("float32"))
    return model, x, y, {name: np.asarray(each, "float32") for name, each in w.items()}


def leaping_windows():
    """Strides longer than the windows with padding: what no window reaches does not count."""
    image = keras.Input((7, 6, 2), name="image")
    series = keras.Input((3, 7, 2), name="series")
    penalty = dict(padding="same", activity_regularizer=keras.regularizers.L2(0.01))
    one = layers.Conv2D(3, 1, strides=3, **penalty)(image)
    two = layers.DepthwiseConv2D(1, strides=4, depth_multiplier=2, **penalty)(image)
    three = layers.Conv2D(4, (2, 1), strides=(5, 4), groups=2, **penalty)(image)
    four = layers.AveragePooling2D((1, 2), strides=(4, 5), padding="same")(image)
    five = layers.MaxPooling2D(1, strides=3, padding="same")(image)
    seen = layers.ConvLSTM1D(2, 1, strides=4, padding="same")(series)
    last = layers.Conv1D(2, 1, strides=4, **penalty)(layers.Reshape((7, 6))(layers.Reshape((42,))(series)))
    parts = [layers.Flatten()(part) for part in [one, two, three, four, five, seen, last]]
    model = keras.Model([image, series], layers.Dense(2, name="found")(layers.Concatenate()(parts)))
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="mse")
    random = np.random.default_rng(4)
    x = dict(image=random.normal(size=(ROWS, 7, 6, 2)), series=random.normal(size=(ROWS, 3, 7, 2)))
    y = dict(found=random.normal(size=(ROWS, 2)))
    return model, {k: v.astype("float32") for k, v in x.items()}, {k: v.astype("float32") for k, v in y.items()}, {}


def forgotten_masks():
    """A second Masking replaces the first one's mask; a mask that attention took is gone for initial states and attention."""
    steps = keras.Input((5, 4), name="steps")
    plain = keras.Input((5, 4), name="plain")
    marked = layers.Masking()(steps)
    again = layers.Masking(0.5)(marked)
    seen = layers.Dense(3)(layers.MultiHeadAttention(2, 3, use_bias=False)(plain, plain))
    late = layers.Masking()(plain)
    hidden, state = layers.GRU(3, return_sequences=True, return_state=True)(marked)
    decoded = layers.GRU(3, return_sequences=True)(marked, initial_state=state)
    attended, scores = layers.AdditiveAttention()([marked, marked], use_causal_mask=True, return_attention_scores=True)
    asked = layers.Attention(use_scale=True)([marked, marked])
    taken = layers.MultiHeadAttention(1, 2, use_bias=False)(marked, marked)
    cell = layers.SimpleRNNCell(2)
    priced = layers.RNN(cell, activity_regularizer=keras.regularizers.L2(0.05))(hidden)
    named = dict(again=again, seen=seen, late=late, decoded=decoded, attended=attended, asked=asked, taken=taken)
    outputs = [layers.Dense(2, name=name)(tensor) for name, tensor in named.items()]
    outputs += [layers.Activation("tanh", name="scores")(scores), layers.Dense(2, name="priced")(priced)]
    model = keras.Model([steps, plain], outputs)
    model.compile(optimizer=keras.optimizers.SGD(0.2), loss=["mse"] * len(outputs))
    random = np.random.default_rng(5)
    x = {name: random.normal(size=(ROWS, 5, 4)).astype("float32") for name in ["steps", "plain"]}
    x["steps"][1, 3:] = 0
    x["steps"][[0, 2, 5, 6], 0] = 0
    x["steps"][[5, 6], 1] = 0
    x["steps"][4, 1] = 0.5
    x["plain"][3, 2:] = 0
    y = {name: random.normal(size=(ROWS,) + tuple(t.shape[1:])).astype("float32") for name, t in zip(model.output_names, outputs)}
    return model, x, y, {}


def gate_and_balance():
    """Attention with a gate, and a focal loss with a factor for each class."""
    steps = keras.Input((4, 3), name="steps")
    seen = layers.MultiHeadAttention(2, 3, use_gate=True)(steps, steps)
    kind = layers.Dense(3, activation="softmax", name="kind")(layers.Flatten()(seen))
    model = keras.Model(steps, kind)
    loss = losses.CategoricalFocalCrossentropy(alpha=[0.2, 0.7, 1.1], label_smoothing=0.1)
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=loss)
    random = np.random.default_rng(6)
    x = dict(steps=random.normal(size=(ROWS, 4, 3)).astype("float32"))
    y = dict(kind=np.eye(3)[random.integers(0, 3, ROWS)].astype("float32"))
    return model, x, y, {}


def record(make, batch=4, epochs=2):
    name = make.__name__
    keras.utils.clear_session()
    keras.utils.set_random_seed(len(name))
    model, x, y, w = make()
    folder = FOLDER / name
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "model.keras")
    groups = dict(x=x, y=y, w=w)
    np.savez(folder / "data.npz", **{f"{k}.{n}": a for k, group in groups.items() for n, a in group.items()})
    outputs = list(y)
    given = [x[tensor.name] for tensor in model.inputs]
    targets = [y[k] for k in outputs] if len(outputs) > 1 else y[outputs[0]]
    weights = [w[k] for k in outputs] if w else None

    def predicted(prefix):
        found = model.predict(given, batch_size=batch, verbose=0)
        found = found if isinstance(found, list) else [found]
        return {prefix + k: np.array(v, order="C") for k, v in zip(outputs, found)}

    def scores():
        return model.evaluate(given, targets, sample_weight=weights, batch_size=batch, verbose=0, return_dict=True)

    case = dict(name=name, about=make.__doc__, train=True, evaluate_before=scores())
    arrays = predicted("before.")
    options = dict(sample_weight=weights, batch_size=batch, epochs=epochs, shuffle=False, verbose=0)
    case["history"] = model.fit(given, targets, **options).history
    case.update(evaluate_after=scores(), resume=None)
    arrays.update(predicted("after."))
    for i, value in enumerate(model.get_weights()):
        arrays[f"weight.{i}"] = np.array(value, order="C")
    case["fit"] = dict(
        epochs=epochs, batch_size=batch, shuffle=False, initial_epoch=0, validation_split=0.0,
        class_weight=None, use_sample_weight=bool(w),
    )
    case["tolerance"] = dict(before=1e-5, trained=1e-4)
    case["weights"] = [dict(path=v.path, shape=list(v.shape), trainable=v.trainable) for v in model.weights]
    np.savez(folder / "expected.npz", **arrays)
    (folder / "case.json").write_text(json.dumps(case, default=float) + "\n")


for make in [spread_weights, leaping_windows, forgotten_masks, gate_and_balance]:
    record(make)
