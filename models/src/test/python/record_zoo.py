"""Builds the ready models in Keras and records their weights' number, their layers and their shapes.

    KERAS_BACKEND=jax python record_zoo.py

writes ../resources/dev/braid/models/zoo.json, which ZooTest compares with. Needs Keras 3.15.
"""

import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
from keras import Input, Model, layers, ops

FILE = pathlib.Path(__file__).parent.parent / "resources" / "dev" / "braid" / "models" / "zoo.json"


class PositionEmbedding(layers.Layer):
    def build(self, shape):
        self.embeddings = self.add_weight(name="embeddings", shape=shape[1:])

    def call(self, x):
        return x + self.embeddings


class Sampling(layers.Layer):
    def call(self, mean, log_variance):
        return mean + ops.exp(log_variance / 2)  # what it draws doesn't matter here


def lenet():
    image = Input((28, 28, 1), name="image")
    x = layers.Conv2D(6, 5, activation="tanh", padding="same")(image)
    x = layers.AveragePooling2D(2)(x)
    x = layers.AveragePooling2D(2)(layers.Conv2D(16, 5, activation="tanh")(x))
    x = layers.Dense(120, activation="tanh")(layers.Flatten()(x))
    x = layers.Dense(84, activation="tanh")(x)
    return Model(image, layers.Dense(10, activation="softmax", name="label")(x))


def vgg_small():
    image = x = Input((32, 32, 3), name="image")
    for block, filters in [(1, 32), (2, 64)]:
        for i in [1, 2]:
            x = layers.Conv2D(filters, 3, activation="relu", padding="same", name=f"block{block}_conv{i}")(x)
        x = layers.MaxPooling2D(2, name=f"block{block}_pool")(x)
    x = layers.Dense(128, activation="relu")(layers.Flatten()(x))
    return Model(image, layers.Dense(10, activation="softmax", name="label")(layers.Dropout(0.5)(x)))


def resnet20():
    def plain(x, filters, strides):
        x = layers.Conv2D(filters, 3, strides=strides, padding="same", kernel_initializer="he_normal")(x)
        return layers.BatchNormalization()(x)

    image = Input((32, 32, 3), name="image")
    x = layers.Activation("relu")(plain(image, 16, 1))
    for filters in [16, 32, 64]:
        for block in range(3):
            shrinks = block == 0 and filters > 16
            found = layers.Activation("relu")(plain(x, filters, 2 if shrinks else 1))
            found = plain(found, filters, 1)
            given = layers.Conv2D(filters, 1, strides=2)(x) if shrinks else x
            x = layers.Activation("relu")(layers.Add()([given, found]))
    return Model(image, layers.Dense(10, activation="softmax", name="label")(layers.GlobalAveragePooling2D()(x)))


def unet():
    def twice(x, filters):
        for _ in range(2):
            x = layers.Conv2D(filters, 3, activation="relu", padding="same")(x)
        return x

    image = x = Input((128, 128, 3), name="image")
    filters = [64, 128, 256, 512, 1024]
    seen = []
    for f in filters[:-1]:
        seen.append(twice(x, f))
        x = layers.MaxPooling2D(2)(seen[-1])
    x = twice(x, filters[-1])
    for f in reversed(filters[:-1]):
        x = layers.Conv2DTranspose(f, 2, strides=2, padding="same")(x)
        x = twice(layers.Concatenate()([seen.pop(), x]), f)
    return Model(image, layers.Conv2D(1, 1, activation="sigmoid", name="mask")(x))


def text_cnn():
    text = Input((100,), name="text")
    words = layers.Embedding(5000, 128)(text)
    found = [layers.GlobalMaxPooling1D()(layers.Conv1D(100, k, activation="relu")(words)) for k in (3, 4, 5)]
    x = layers.Dropout(0.5)(layers.Concatenate()(found))
    return Model(text, layers.Dense(3, activation="softmax", name="label")(x))


def bi_lstm():
    text = Input((None,), name="text")
    x = layers.Embedding(5000, 64, mask_zero=True)(text)
    x = layers.Dropout(0.5)(layers.Bidirectional(layers.LSTM(64))(x))
    return Model(text, layers.Dense(3, activation="softmax", name="label")(x))


def transformer_encoder():
    text = Input((100,), name="text")
    x = PositionEmbedding()(layers.Embedding(5000, 64, mask_zero=True)(text))
    for _ in range(2):
        seen = layers.MultiHeadAttention(4, 16, dropout=0.1)(x, x)
        x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, layers.Dropout(0.1)(seen)]))
        thought = layers.Dense(64)(layers.Dense(256, activation="gelu")(x))
        x = layers.LayerNormalization(epsilon=1e-6)(layers.Add()([x, layers.Dropout(0.1)(thought)]))
    x = layers.Dropout(0.1)(layers.GlobalAveragePooling1D()(x))
    return Model(text, layers.Dense(3, activation="softmax", name="label")(x))


def seq2seq():
    source, target = Input((None,), name="source"), Input((None,), name="target")
    words = layers.Embedding(4000, 128, mask_zero=True)(source)
    read, h, c = layers.LSTM(256, return_sequences=True, return_state=True, name="encoder")(words)
    words = layers.Embedding(5000, 128, mask_zero=True)(target)
    written = layers.LSTM(256, return_sequences=True, name="decoder")(words, initial_state=[h, c])
    x = layers.Concatenate()([written, layers.Attention()([written, read])])
    x = layers.Dense(256, activation="tanh")(x)
    return Model([source, target], layers.Dense(5000, activation="softmax", name="next")(x))


def gru_forecaster():
    past = Input((24, 3), name="past")
    x = layers.GRU(64)(layers.GRU(64, return_sequences=True)(past))
    return Model(past, layers.Dense(6, name="future")(x))


def wide_and_deep():
    numbers = Input((5,), name="numbers")
    inputs, wide, deep = [numbers], [layers.Dense(1, name="wide")(numbers)], [numbers]
    for i, size in enumerate([10, 20], start=1):
        category = Input((1,), name=f"category_{i}")
        inputs.append(category)
        wide.append(layers.Flatten()(layers.Embedding(size, 1)(category)))
        deep.append(layers.Flatten()(layers.Embedding(size, 8)(category)))
    x = layers.Dense(64, activation="relu")(layers.Concatenate()(deep))
    x = layers.Dense(1, name="deep")(layers.Dense(32, activation="relu")(x))
    return Model(inputs, layers.Activation("sigmoid", name="probability")(layers.Add()(wide + [x])))


def deep_sets():
    rows = Input((None, 4), name="set")
    x = layers.Masking(0.0)(rows)
    for _ in range(2):
        x = layers.Dense(64, activation="relu")(x)
    x = layers.Dense(64, activation="relu")(layers.GlobalAveragePooling1D()(x))
    return Model(rows, layers.Dense(1, name="value")(x))


def shrunk(image):
    x = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu")(image)
    return layers.Flatten()(layers.Conv2D(32, 3, strides=2, padding="same", activation="relu")(x))


def decoder():
    numbers = Input((8,), name="numbers")
    x = layers.Reshape((7, 7, 32))(layers.Dense(7 * 7 * 32, activation="relu")(numbers))
    for filters in [32, 16]:
        x = layers.Conv2DTranspose(filters, 3, strides=2, padding="same", activation="relu")(x)
    return Model(numbers, layers.Conv2D(1, 3, padding="same", activation="sigmoid")(x), name="decoder")


def autoencoder():
    image = Input((28, 28, 1), name="image")
    encoder = Model(image, layers.Dense(8, name="code")(shrunk(image)), name="encoder")
    image = Input((28, 28, 1), name="image")
    return Model(image, decoder()(encoder(image)))


def variational_autoencoder():
    image = Input((28, 28, 1), name="image")
    seen = shrunk(image)
    drawn = Sampling()(layers.Dense(8, name="mean")(seen), layers.Dense(8, name="log_variance")(seen))
    encoder = Model(image, drawn, name="encoder")
    image = Input((28, 28, 1), name="image")
    return Model(image, decoder()(encoder(image)))


def siamese():
    image = Input((28, 28, 1), name="image")
    x = layers.MaxPooling2D(2)(layers.Conv2D(16, 3, padding="same", activation="relu")(image))
    x = layers.Flatten()(layers.Conv2D(32, 3, padding="same", activation="relu")(x))
    reader = Model(image, layers.Dense(64, activation="relu")(x), name="reader")
    left, right = Input((28, 28, 1), name="left"), Input((28, 28, 1), name="right")
    a, b = reader(left), reader(right)
    apart = layers.Maximum()([layers.Subtract()([a, b]), layers.Subtract()([b, a])])
    return Model([left, right], layers.Dense(1, activation="sigmoid", name="same")(apart))


def two_tower():
    def tower(name, count):
        one = Input((1,), name=name + "_id")
        x = layers.Dense(64, activation="relu")(layers.Flatten()(layers.Embedding(count, 64)(one)))
        return Model(one, layers.Dense(32)(x), name=name + "_tower")

    user, item = Input((1,), name="user"), Input((1,), name="item")
    match = layers.Dot(1)([tower("user", 1000)(user), tower("item", 500)(item)])
    return Model([user, item], layers.Activation("sigmoid", name="liked")(match))


def image_text_numbers():
    image, text, numbers = Input((32, 32, 3), name="image"), Input((None,), name="text"), Input((6,), name="numbers")
    x = layers.MaxPooling2D(2)(layers.Conv2D(16, 3, padding="same", activation="relu")(image))
    x = layers.GlobalAveragePooling2D()(layers.Conv2D(32, 3, padding="same", activation="relu")(x))
    seen = layers.Dense(32, activation="relu")(x)
    words = layers.LSTM(32)(layers.Embedding(1000, 32, mask_zero=True)(text))
    row = layers.Dense(32, activation="relu")(numbers)
    both = layers.Dense(64, activation="relu")(layers.Concatenate()([seen, words, row]))
    both = layers.Dropout(0.2)(both)
    label = layers.Dense(4, activation="softmax", name="label")(both)
    return Model([image, text, numbers], [label, layers.Dense(1, name="amount")(both)])


def flagship():
    image = Input((8, 8, 1), name="image")
    x = layers.MaxPooling2D(2)(layers.Conv2D(16, 3, padding="same", activation="relu")(image))
    x = layers.Flatten()(layers.Conv2D(32, 3, padding="same", activation="relu")(x))
    x = layers.Dense(64, activation="relu")(layers.Dropout(0.4)(x))
    reader = Model(image, x, name="reader")
    left, right = Input((8, 8, 1), name="left"), Input((8, 8, 1), name="right")
    digits = [
        layers.Dense(10, activation="softmax", name="left_digit")(reader(left)),
        layers.Dense(10, activation="softmax", name="right_digit")(reader(right)),
    ]
    x = layers.Dense(64, activation="relu")(layers.Concatenate()(digits))
    return Model([left, right], digits + [layers.Dense(19, activation="softmax", name="sum")(x)])


def rows(model):
    for layer in model.layers:
        yield [layer.name, type(layer).__name__, layer.count_params()]
        if isinstance(layer, Model):
            yield from rows(layer)


def record(make):
    keras.backend.clear_session()
    model = make()
    return {
        "name": make.__name__,
        "parameters": model.count_params(),
        "trainable": sum(int(ops.size(w)) for w in model.trainable_weights),
        "outputs": {name: list(t.shape[1:]) for name, t in zip(model.output_names, model.outputs)},
        "layers": list(rows(model)),
    }


if __name__ == "__main__":
    makers = [
        lenet, vgg_small, resnet20, unet, text_cnn, bi_lstm, transformer_encoder, seq2seq, gru_forecaster, wide_and_deep,
        deep_sets, autoencoder, variational_autoencoder, siamese, two_tower, image_text_numbers, flagship,
    ]
    records = ",\n".join(json.dumps(record(make)) for make in makers)
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text("[\n" + records + "\n]\n")
