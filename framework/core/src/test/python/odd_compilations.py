"""Keras files whose options are legal there though surely a mistake, and what training makes of them.

Braid refuses most of these options in a program. A file that has them opens and trains as in Keras.
Writes src/test/resources/odd_compilations: NAME.keras, and NAME.json with data and trained weights.
"""

import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras import layers, losses, metrics, optimizers

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "odd_compilations"


def numbers(array):
    return np.asarray(array, dtype="float64").tolist()


def record(name, model, x, y, trained=None):
    """Writes a compiled model, and the weights after two epochs of three batches.

    `trained` is compiled so that Keras can train it, where it cannot train the model of the file.
    """
    model.save(FOLDER / f"{name}.keras")
    trained = trained or model
    trained.set_weights(model.get_weights())
    history = trained.fit(x, y, batch_size=4, epochs=2, shuffle=False, verbose=0)
    (FOLDER / f"{name}.json").write_text(
        json.dumps(
            {
                "x": numbers(x),
                "y": numbers(y),
                "loss": history.history["loss"],
                "weights": [numbers(weight) for weight in trained.get_weights()],
            }
        )
        + "\n"
    )


def main():
    FOLDER.mkdir(exist_ok=True)
    keras.utils.set_random_seed(5)
    random = np.random.default_rng(5)
    x = random.normal(size=(12, 3)).astype("float32").round(3)
    classes = np.arange(12) % 3

    i = keras.Input((3,), name="x")
    ascent = keras.Model(i, layers.Dense(3, activation="softmax", name="label")(i))
    ascent.compile(
        optimizers.SGD(-0.1, momentum=1.0, clipnorm=0.0, weight_decay=-0.01),
        losses.CategoricalCrossentropy(from_logits=True, label_smoothing=-0.1),
        loss_weights=[-2.0],
        metrics=["accuracy", metrics.TopKCategoricalAccuracy(3), metrics.F1Score()],
    )
    record("ascent", ascent, x, np.eye(3)[classes])

    i = keras.Input((3,), name="x")
    h = layers.BatchNormalization(momentum=1.5, name="normal")(layers.Dense(4, name="first")(i))
    h = layers.Dropout(1.0, name="dropped")(h)
    dropped = keras.Model(i, layers.Dense(1, name="amount")(h))
    dropped.compile(
        optimizers.RMSprop(1e-5, rho=1.0, momentum=1.5),
        "mse",
        metrics=[metrics.BinaryAccuracy(threshold=1.5), metrics.F1Score(), metrics.TopKCategoricalAccuracy(0)],
    )
    record("dropped", dropped, x, random.normal(size=(12, 1)).round(3) - 1)

    def sigmoids(judged):
        i = keras.Input((3,), name="x")
        model = keras.Model(i, layers.Dense(3, activation="sigmoid", name="label")(i))
        model.compile(optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=judged)
        return model

    judged = [metrics.Precision(), "accuracy", metrics.MeanIoU(3), metrics.AUC()]
    record("unmeasured", sigmoids(judged), x, classes, sigmoids(["accuracy"]))


if __name__ == "__main__":
    main()
