"""Models with inputs of texts: run it with KERAS_BACKEND=tensorflow, which these layers need.

It writes a model that Keras trained (by_keras.keras) and opens the one that Braid saved
(by_braid.keras, see TextFilesTest); their results are in the .json files beside them."""

import json
import pathlib

import keras
import numpy as np
import tensorflow as tf
from keras import layers

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "text_models"
TEXT = ["a wonderful film", "Dull, and long!", "wonderful and short", "a dull evening", "long", "Short film?"]
COLOUR = ["red", "blue", "green", "red", "", "blue"]
YEAR = [2_000_000_001, 2_000_000_002, 1, 2, 3, 2_000_000_001]
AGE = [3.0, 30.0, 70.0, 18.0, 65.0, 5.0]
Y = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0]


def column(values):
    return tf.constant(np.array(values).reshape(-1, 1))


def data():
    return {
        "text": column(TEXT),
        "plain": tf.constant(TEXT),
        "colour": column(COLOUR),
        "year": tf.constant(np.array(YEAR, "int64").reshape(-1, 1)),
        "age": tf.constant(np.array(AGE, "float32").reshape(-1, 1)),
    }


def adapted(layer, values):
    layer.adapt(np.array(values))
    return layer


def build():
    keras.utils.set_random_seed(3)
    text = keras.Input((1,), dtype="string", name="text")
    plain = keras.Input((), dtype="string", name="plain")
    colour = keras.Input((1,), dtype="string", name="colour")
    year = keras.Input((1,), dtype="int64", name="year")
    age = keras.Input((1,), name="age")
    words = adapted(layers.TextVectorization(output_sequence_length=4), TEXT)(text)
    embedded = layers.GlobalAveragePooling1D()(layers.Embedding(12, 3, mask_zero=True)(words))
    weighted = adapted(layers.TextVectorization(output_mode="tf_idf", ngrams=(1, 2), max_tokens=12), TEXT)(plain)
    inner_input = keras.Input((1,), dtype="string", name="inner_text")
    inner = keras.Model(inner_input, adapted(layers.StringLookup(output_mode="one_hot"), ["red", "blue", "red"])(inner_input), name="inner")
    years = layers.IntegerLookup(vocabulary=[2_000_000_001, 7], output_mode="count")(year)
    hashed = layers.Hashing(6, salt=[1, 2], mask_value="", output_mode="one_hot")(colour)
    range_of = layers.Discretization(bin_boundaries=[18.0, 65.0])(age)
    crossed = layers.HashedCrossing(9, output_mode="one_hot")([range_of, colour])
    counts = layers.CategoryEncoding(9, output_mode="count")(layers.HashedCrossing(9)([colour, year]), count_weights=age)
    idf = adapted(layers.StringLookup(output_mode="tf_idf", num_oov_indices=2), [["red"], ["blue"], ["red"]])(colour)
    parts = [embedded, weighted, inner(colour), years, hashed, crossed, counts, idf]
    score = layers.Dense(1, name="score")(layers.Concatenate()(parts))
    return keras.Model([text, plain, colour, year, age], score)


def results(model):
    x, y = data(), tf.constant(np.array(Y, "float32").reshape(-1, 1))
    found = dict(before=model.predict(x, verbose=0).ravel().tolist())
    found["loss"] = model.evaluate(x, y, batch_size=4, verbose=0, return_dict=True)["loss"]
    found["losses"] = model.fit(x, y, batch_size=4, epochs=3, shuffle=False, verbose=0).history["loss"]
    found["after"] = model.predict(x, verbose=0).ravel().tolist()
    return found


def write(name, found):
    (FOLDER / f"{name}.json").write_text(json.dumps(found, indent=1) + "\n")


FOLDER.mkdir(exist_ok=True)
model = build()
model.compile("adam", "mse")
model.fit(data(), tf.constant(np.array(Y, "float32").reshape(-1, 1)), batch_size=4, epochs=2, shuffle=False, verbose=0)
model.save(FOLDER / "by_keras.keras")
write("by_keras", results(model))
if (FOLDER / "by_braid.keras").exists():
    write("by_braid", results(keras.saving.load_model(FOLDER / "by_braid.keras")))
