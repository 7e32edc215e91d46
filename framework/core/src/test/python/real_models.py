"""Saves small models with Keras' own numbers for RealModelsTest: one for each way of building a graph.

    KERAS_BACKEND=jax python real_models.py ../resources/real_models [NAME ...]

NAME.npz holds x.<input>, y.<output> and, for models that are trained, target.<output> and the losses of three epochs.
"""

import io
import os
import sys
import zipfile

import keras
import numpy as np
from keras import layers, ops

CASES = {}


def case(make):
    CASES[make.__name__] = make
    return make


def random(seed):
    return np.random.default_rng(seed)


def normal(seed, *shape):
    return random(seed).normal(size=shape).astype("float32")


def allowed(seed, *shape):
    """A random mask in which the first position is always used."""
    mask = random(seed).random(shape) > 0.4
    mask[..., 0] = True
    return mask


def trained(inputs, outputs, x, targets, optimizer="sgd", loss="mse"):
    model = keras.Model(inputs, outputs)
    model.compile(optimizer, loss)
    return model, x, targets


def label(tensor, units=1):
    return layers.Dense(units, name="out")(tensor)


# ---- arguments of calls: masks, states, constants


def attention(query, value, **arguments):
    return layers.MultiHeadAttention(2, 4)(query, value, **arguments)


@case
def attention_mask_input():
    x, mask = keras.Input((5, 8), name="x"), keras.Input((5, 5), dtype="bool", name="mask")
    return trained([x, mask], label(attention(x, x, attention_mask=mask)), {"x": normal(1, 6, 5, 8), "mask": allowed(7, 6, 5, 5)}, {"out": normal(2, 6, 5, 1)})


@case
def attention_mask_with_padding_and_order():
    ids, mask = keras.Input((5,), dtype="int32", name="ids"), keras.Input((5, 5), dtype="bool", name="mask")
    x = layers.Embedding(9, 8, mask_zero=True)(ids)
    out = label(attention(x, x, attention_mask=mask, use_causal_mask=True))
    data = random(4).integers(1, 9, (6, 5)).astype("int32")
    data[:, 4] = 0
    return trained([ids, mask], out, {"ids": data, "mask": allowed(7, 6, 5, 5)}, {"out": normal(2, 6, 5, 1)})


@case
def attention_mask_of_each_head():
    x, mask = keras.Input((5, 8), name="x"), keras.Input((2, 5, 5), dtype="bool", name="mask")
    return trained([x, mask], label(attention(x, x, attention_mask=mask)), {"x": normal(1, 6, 5, 8), "mask": allowed(7, 6, 2, 5, 5)}, {"out": normal(2, 6, 5, 1)})


@case
def attention_mask_computed():
    x, count = keras.Input((5, 8), name="x"), keras.Input((1,), dtype="int32", name="count")
    mask = ops.expand_dims(ops.less(ops.arange(5), count), 1)
    data = {"x": normal(1, 6, 5, 8), "count": random(3).integers(1, 6, (6, 1)).astype("int32")}
    return trained([x, count], label(attention(x, x, attention_mask=mask)), data, {"out": normal(2, 6, 5, 1)})


@case
def attention_mask_constant():
    x = keras.Input((5, 8), name="x")
    mask = np.tril(np.ones((5, 5), "float32"))
    h = attention(x, x, attention_mask=mask[None].astype("bool"))
    return trained(x, label(attention(h, h, attention_mask=mask)), {"x": normal(1, 6, 5, 8)}, {"out": normal(2, 6, 5, 1)})


@case
def attention_mask_and_scores():
    x, mask = keras.Input((5, 8), name="x"), keras.Input((5, 5), name="mask")
    h, scores = attention(x, x, attention_mask=mask, return_attention_scores=True)
    model = keras.Model([x, mask], [label(h), layers.Rescaling(1.0, name="scores")(scores)])
    return model, {"x": normal(1, 6, 5, 8), "mask": allowed(7, 6, 5, 5).astype("float32")}, None


@case
def attention_mask_of_grids():
    x, mask = keras.Input((2, 3, 8), name="x"), keras.Input((2, 3, 2, 3), dtype="bool", name="mask")
    rows, each = keras.Input((3, 3), dtype="bool", name="rows"), keras.Input((2, 1, 3, 3), dtype="bool", name="each")
    h = attention(x, x, attention_mask=mask)
    h = layers.MultiHeadAttention(2, 4, attention_axes=2)(h, h, attention_mask=rows) + layers.MultiHeadAttention(2, 4, attention_axes=[2])(h, h, attention_mask=each)
    grid = random(7).random((6, 2, 3, 2, 3)) > 0.3
    grid[..., 0, 0] = True
    data = {"x": normal(1, 6, 2, 3, 8), "mask": grid, "rows": allowed(8, 6, 3, 3), "each": allowed(9, 6, 2, 1, 3, 3)}
    return trained([x, mask, rows, each], label(h), data, {"out": normal(2, 6, 2, 3, 1)})


@case
def masks_of_query_value_and_key():
    q, v, k = keras.Input((4, 8), name="q"), keras.Input((5, 8), name="v"), keras.Input((5, 8), name="k")
    qm, vm, km = keras.Input((4,), dtype="bool", name="qm"), keras.Input((5,), dtype="bool", name="vm"), keras.Input((5,), dtype="bool", name="km")
    h = layers.MultiHeadAttention(2, 4)(query=q, value=v, key=k, query_mask=qm, value_mask=vm, key_mask=km)
    h = h + layers.Attention()([q, v], mask=[qm, vm])
    data = {"q": normal(1, 6, 4, 8), "v": normal(2, 6, 5, 8), "k": normal(4, 6, 5, 8), "qm": allowed(8, 6, 4), "vm": allowed(7, 6, 5), "km": allowed(17, 6, 5)}
    return trained([q, v, k, qm, vm, km], label(h), data, {"out": normal(2, 6, 4, 1)})


@case
def constant_arguments():
    x, one = keras.Input((5, 3), batch_size=4, name="x"), keras.Input((4,), batch_size=4, name="one")
    mask = np.ones((4, 5), bool)
    mask[1, 3:] = False
    h = layers.GRU(4)(x, initial_state=np.full((4, 4), 0.5, "float32")) + layers.LSTM(4)(x, mask=mask)
    h = layers.Add()([h, normal(5, 4, 4)]) + layers.Softmax()(one, mask=np.array([[True, False, True, True]]))
    model = keras.Model([x, one], label(h))
    return model, {"x": normal(1, 4, 5, 3), "one": normal(3, 4, 4)}, None


@case
def mask_computed_with_constants():
    x, count = keras.Input((5, 3), name="x"), keras.Input((), dtype="int32", name="count")
    mask = ops.less(ops.arange(5), ops.expand_dims(count, -1))
    loud = ops.logical_and(mask, ops.sum(ops.abs(x), axis=-1) > 0.1)
    h = layers.LSTM(4, return_sequences=True)(x, mask=mask)
    out = label(layers.GlobalAveragePooling1D()(h, mask=loud))
    data = {"x": normal(1, 8, 5, 3), "count": random(3).integers(2, 6, (8,)).astype("int32")}
    return trained([x, count], out, data, {"out": normal(2, 8, 1)})


@case
def masks_beside_initial_states():
    x, h, mask = keras.Input((5, 3), name="x"), keras.Input((4,), name="h"), keras.Input((5,), dtype="bool", name="mask")
    both = [layers.LSTM(4)(x, initial_state=[h, h], mask=mask), layers.GRU(4)(x, initial_state=h * 2, mask=ops.any(x > 0, axis=-1))]
    both.append(layers.Bidirectional(layers.SimpleRNN(2))(x, initial_state=[h[:, :2], h[:, 2:]], mask=mask))
    data = {"x": normal(1, 8, 5, 3), "h": normal(3, 8, 4), "mask": allowed(7, 8, 5)}
    return trained([x, h, mask], label(layers.Concatenate()(both)), data, {"out": normal(2, 8, 1)})


# ---- types and options


def with_policy(name, compiled=True):
    keras.config.set_dtype_policy(name)
    try:
        x = keras.Input((6, 4), name="x")
        inner = keras.Sequential([layers.Conv1D(5, 2, activation="relu"), layers.BatchNormalization()], name="inner")
        h = layers.LSTM(4, dtype="float32" if name == "bfloat16" else None)(inner(x))
        model = keras.Model(x, layers.Dense(1, name="out", dtype="float32")(h))
        model.compile("adam", "mse")
    finally:
        keras.config.set_dtype_policy("float32")
    data = normal(1, 8, 6, 4)
    return model, {"x": data}, {"out": normal(2, 8, 1)} if compiled else None


@case
def policy_mixed_float16():
    return with_policy("mixed_float16")


@case
def policy_mixed_bfloat16():
    return with_policy("mixed_bfloat16")


@case
def policy_bfloat16():
    return with_policy("bfloat16", compiled=False)


@case
def policy_float64():
    return with_policy("float64")


@keras.saving.register_keras_serializable("Own")
class OwnInitializer(keras.initializers.Initializer):
    def __init__(self, factor):
        self.factor = factor

    def __call__(self, shape, dtype=None, **kwargs):
        return ops.ones(shape, dtype) * self.factor * 0.1

    def get_config(self):
        return {"factor": self.factor}


@keras.saving.register_keras_serializable("Own")
class OwnRegularizer(keras.regularizers.Regularizer):
    def __call__(self, x):
        return 0 * ops.sum(x)

    def get_config(self):
        return {}


@keras.saving.register_keras_serializable("Own")
class OwnConstraint(keras.constraints.Constraint):
    def __call__(self, w):
        return w

    def get_config(self):
        return {}


@keras.saving.register_keras_serializable("Own")
def own_bias(shape, dtype=None):
    return ops.ones(shape, dtype) * 0.1


@case
def options_of_own_classes():
    x = keras.Input((5, 3), name="x")
    h = layers.Bidirectional(layers.LSTM(2, kernel_initializer=OwnInitializer(3.0), recurrent_regularizer=OwnRegularizer()), name="reader")(x)
    h = layers.Dense(4, name="narrow", bias_initializer=own_bias, kernel_constraint=OwnConstraint(), activity_regularizer=OwnRegularizer())(h)
    return trained(x, label(h), {"x": normal(1, 8, 5, 3)}, {"out": normal(2, 8, 1)})


def recorded(model, x, targets):
    arrays = {"x." + name: value for name, value in x.items()}
    given = x if len(x) > 1 else next(iter(x.values()))
    predicted = model.predict(given, batch_size=8, verbose=0)
    flat = keras.tree.flatten(predicted)
    names = [f"output{i}" for i in range(len(flat))]
    arrays.update({"y." + name: np.asarray(value, "float32") for name, value in zip(names, flat)})
    if targets:
        wanted = targets if len(targets) > 1 else next(iter(targets.values()))
        history = model.fit(given, wanted, epochs=3, batch_size=4, shuffle=False, verbose=0)
        arrays.update({"target." + name: value for name, value in targets.items()})
        arrays["losses"] = np.asarray(history.history["loss"], "float64")
    return arrays


def compressed(path):
    """Keras stores members as they are; small files are enough for tests."""
    with zipfile.ZipFile(path) as given:
        members = {info.filename: given.read(info) for info in given.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as smaller:
        for name, data in members.items():
            smaller.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    folder, names = sys.argv[1], sys.argv[2:]
    os.makedirs(folder, exist_ok=True)
    for name, make in CASES.items():
        if names and name not in names:
            continue
        keras.utils.set_random_seed(7)
        model, x, targets = make()
        path = os.path.join(folder, name + ".keras")
        model.save(path)
        compressed(path)
        np.savez_compressed(os.path.join(folder, name + ".npz"), **recorded(model, x, targets))
