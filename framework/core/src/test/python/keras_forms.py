"""Saves small models in the forms of Keras' files that the golden cases lack.

    KERAS_BACKEND=jax python keras_forms.py ../resources/keras_forms [NAME ...]

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


class Trainer(keras.Model):
    """A class that trains in a way of its own, over a graph that the file holds."""

    def train_step(self, *data):
        return super().train_step(*data)


@keras.saving.register_keras_serializable("Pack")
class Tower(keras.Model):
    pass


class Chain(keras.Sequential):
    pass


def subclassed():
    facts = keras.Input((3,), name="facts")
    constant = keras.initializers.Constant
    inside = keras.Input((3,))
    rows = np.arange(12.0).reshape(3, 4) / 20
    tower = Tower(inside, layers.Dense(4, kernel_initializer=constant(rows))(inside), name="tower")
    chain = Chain([layers.Input((3,)), layers.Dense(2, bias_initializer=constant([0.5, 1.0])), layers.Dense(2)], name="chain")
    twice = [tower(facts), tower(layers.Dense(3)(facts)), chain(facts)]
    model = Trainer(facts, layers.Dense(2, name="label")(layers.Concatenate()(twice)), name="subclassed")
    model.compile("sgd", "mse")
    return model


def legacy():
    image = keras.Input((6, 6, 2), name="image")
    x = layers.BatchNormalization()(layers.Conv2D(3, 3)(image))
    shared = keras.Sequential([layers.Input((48,)), layers.Dense(4), layers.BatchNormalization()], name="head")
    return keras.Model(image, shared(layers.Flatten()(x)), name="legacy")


@keras.saving.register_keras_serializable("Pack")
class Powered(keras.losses.Loss):
    def __init__(self, power=2.0, **options):
        super().__init__(**options)
        self.power = power

    def call(self, target, prediction):
        return keras.ops.mean(keras.ops.abs(target - prediction) ** self.power, -1)

    def get_config(self):
        return {**super().get_config(), "power": self.power}


class Descent(keras.optimizers.SGD):
    pass


class Falling(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, start, steps):
        self.start, self.steps = start, steps

    def __call__(self, step):
        return self.start * self.steps / (self.steps + keras.ops.cast(step, "float32"))

    def get_config(self):
        return {"start": self.start, "steps": self.steps}


def worst(target, prediction):
    return keras.ops.max(keras.ops.abs(target - prediction), -1)


def custom(folder):
    """A model that was compiled with a user's classes, and how Keras trains on."""
    facts = keras.Input((3,), name="facts")
    model = keras.Model(facts, layers.Dense(2, name="sizes")(facts), name="custom")
    model.compile(Descent(Falling(0.1, 20.0), momentum=0.5, clipnorm=1.0), Powered(3.0, name="cubic"), metrics=[worst])
    x = np.random.default_rng(1).normal(size=(12, 3)).astype("float32")
    y = np.stack([x.sum(1), x[:, 0] * 2], 1)
    fit = lambda first, last: model.fit(x, y, batch_size=5, initial_epoch=first, epochs=last, shuffle=False, verbose=0).history
    fit(0, 3)
    model.save(os.path.join(folder, "custom.keras"))
    told = model.evaluate(x, y, batch_size=5, verbose=0, return_dict=True)
    later = fit(3, 6)
    np.savez(os.path.join(folder, "custom.npz"), x=x, y=y, evaluate=np.array([told["loss"], told["worst"]], "float32"), loss=np.array(later["loss"], "float32"), worst=np.array(later["worst"], "float32"))


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
    wanted = sys.argv[2:]
    for make in [sequential, dicts, keywords, legacy, integers, subclassed]:
        if wanted and make.__name__ not in wanted:
            continue
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
    if not wanted or "custom" in wanted:
        custom(folder)
