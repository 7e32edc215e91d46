"""Writes weights and predictions of a narrow MobileNet of Keras, which ApplicationWeightsTest reads.

    KERAS_BACKEND=jax python record_narrow.py

writes ../resources/dev/braid/models/applications/narrow{.weights.h5.gz,.h5.gz,.json}: the same weights in the format of
Keras 3 and in the older one, in which Keras publishes weights. Needs Keras 3.15 and h5py.
"""

import gzip
import json
import os
import pathlib
import tempfile

os.environ.setdefault("KERAS_BACKEND", "jax")

import h5py
import keras
import numpy as np
from keras.src.legacy.saving import legacy_h5_format

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "dev" / "braid" / "models" / "applications"


def image(size):
    """Numbers that Java computes in the same way."""
    return (np.arange(size * size * 3, dtype="float32") * 37 % 256).reshape(1, size, size, 3)


if __name__ == "__main__":
    rng = np.random.default_rng(1)
    model = keras.applications.MobileNet(input_shape=(32, 32, 3), alpha=0.05, classes=5, weights=None,
                                         classifier_activation=None)
    model.set_weights([w + rng.normal(0, 0.05, w.shape).astype("float32") for w in model.get_weights()])
    x = keras.applications.mobilenet.preprocess_input(image(32))
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder)
        model.save_weights(path / "narrow.weights.h5")
        with h5py.File(path / "narrow.h5", "w") as file:
            legacy_h5_format.save_weights_to_hdf5_group(file, model)
        for name in ["narrow.weights.h5", "narrow.h5"]:
            (FOLDER / (name + ".gz")).write_bytes(gzip.compress((path / name).read_bytes(), 9, mtime=0))
    modes = {mode: keras.applications.imagenet_utils.preprocess_input(image(2), mode=mode).ravel().tolist()
             for mode in ["caffe", "tf", "torch"]}
    found = {"preprocessing": modes, "predictions": model.predict(x, verbose=0)[0].tolist()}
    (FOLDER / "narrow.json").write_text(json.dumps(found) + "\n")
