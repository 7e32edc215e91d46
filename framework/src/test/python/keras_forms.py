"""Saves small models in the forms of Keras' files that the golden cases lack.

    KERAS_BACKEND=jax python keras_forms.py ../resources/keras_forms

Every model has inputs that are all 0.5 (0, 1, 2 ... where they are integers) and predictions in <name>.npz under the outputs' names.
"""

import os
import sys

import keras
import numpy as np
from keras import layers


def sequential():
    inner = keras.Sequential([layers.Input((4,)), layers.Dense(3, "relu"), layers.BatchNormalization()], name="inner")
    model = keras.Sequential([layers.Input((4,)), layers.Dense(4, "tanh"), inner, layers.Dense(2, name="last")], name="chain")
    model.compile(keras.optimizers.Adam(keras.optimizers.schedules.ExponentialDecay(0.1, 10, 0.5)), ["mse"], metrics=[["mae"]], loss_weights=[0.5])
    return model


def dicts():
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    inside = {"left": keras.Input((3,), name="l"), "right": keras.Input((3,), name="r")}
    nested = keras.Model(inside, layers.Subtract()([layers.Dense(3)(inside["left"]), inside["right"]]), name="nested")
    mixed = nested({"right": b, "left": a})
    model = keras.Model({"x": a, "y": b}, {"first": layers.Dense(1)(mixed), "second": layers.Dense(2)(mixed)}, name="dicts")
    model.compile("sgd", {"first": "mse", "second": keras.losses.Huber(2.0)}, metrics={"second": ["mae"]})
    return model


def keywords():
    steps = keras.Input((5, 3), name="steps")
    out, h, c = layers.LSTM(4, return_sequences=True, return_state=True)(steps)
    again = layers.LSTM(4, return_sequences=True)(out, initial_state=[h, c])
    seen = layers.MultiHeadAttention(2, 2)(query=again, value=out, use_causal_mask=True)
    timed = layers.TimeDistributed(keras.Sequential([layers.Input((4,)), layers.Dense(2)]))(seen)
    return keras.Model(steps, [layers.Flatten(name="flat")(timed), h], name="keywords")


def integers():
    image = keras.Input((5, 5, 3), dtype="uint8", name="image")
    flag = keras.Input((2,), dtype="bool", name="flag")
    count = keras.Input((2,), dtype="int16", name="count")
    pixels = layers.Flatten()(layers.Rescaling(1 / 255)(layers.Resizing(3, 3)(image)))
    sides = [layers.Dense(2)(pixels), layers.Dense(2)(flag), layers.Flatten()(layers.Embedding(9, 2)(count))]
    return keras.Model([image, flag, count], layers.Dense(2, name="label")(layers.Concatenate()(sides)), name="integers")


def legacy():
    image = keras.Input((6, 6, 2), name="image")
    x = layers.BatchNormalization()(layers.Conv2D(3, 3)(image))
    shared = keras.Sequential([layers.Input((48,)), layers.Dense(4), layers.BatchNormalization()], name="head")
    return keras.Model(image, shared(layers.Flatten()(x)), name="legacy")


def values(tensor):
    shape = (2,) + tensor.shape[1:]
    if tensor.dtype == "float32":
        return np.full(shape, 0.5, "float32")
    limit = {"bool": 2, "int16": 9, "uint8": 256}[tensor.dtype]
    return (np.arange(np.prod(shape)) * 37 % limit).reshape(shape).astype(tensor.dtype)


if __name__ == "__main__":
    folder = sys.argv[1]
    os.makedirs(folder, exist_ok=True)
    keras.utils.set_random_seed(5)
    for make in [sequential, dicts, keywords, legacy, integers]:
        model = make()
        ending = ".h5" if make is legacy else ".keras"
        model.save(os.path.join(folder, make.__name__ + ending))
        if make is not legacy:
            model.save_weights(os.path.join(folder, make.__name__ + ".weights.h5"))
            with open(os.path.join(folder, make.__name__ + ".json"), "w") as file:
                file.write(model.to_json())
        data = keras.tree.map_structure(values, model._inputs_struct if not isinstance(model, keras.Sequential) else model.inputs[0])
        told = model.predict(data, verbose=0)
        if not isinstance(told, dict):
            told = {"output%d" % i: value for i, value in enumerate(told if isinstance(told, (list, tuple)) else [told])}
        np.savez(os.path.join(folder, make.__name__ + ".npz"), **told)
