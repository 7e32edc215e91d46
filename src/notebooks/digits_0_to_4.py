"""Trains a small Keras model on the digits 0 to 4 and saves it for the notebook on transfer learning.

    KERAS_BACKEND=jax python digits_0_to_4.py
"""

import csv
import gzip
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
import numpy as np
from keras import layers

here = pathlib.Path(__file__).parent
digits = here.parent.parent / "datasets/src/main/resources/dev/braid/datasets/digits.csv.gz"
rows = np.array(list(csv.reader(gzip.open(digits, "rt"))), dtype="float32")
rows = rows[rows[:, -1] < 5]
images = rows[:, :-1].reshape(-1, 8, 8, 1) / 16
labels = rows[:, -1].astype("int32")

keras.utils.set_random_seed(1)
image = keras.Input((8, 8, 1), name="image")
x = layers.Conv2D(16, 3, activation="relu", padding="same", name="edges")(image)
x = layers.MaxPooling2D(2, name="half")(x)
x = layers.Conv2D(32, 3, activation="relu", padding="same", name="shapes")(x)
x = layers.GlobalMaxPooling2D(name="features")(x)
model = keras.Model(image, layers.Dense(5, activation="softmax", name="digit")(x), name="digits_0_to_4")
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(images, labels, epochs=30, batch_size=32, verbose=0)
print(model.evaluate(images, labels, verbose=0, return_dict=True))
model.save(here / "digits_0_to_4.keras")
