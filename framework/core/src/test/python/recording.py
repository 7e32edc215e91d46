"""What the record_*.py scripts share: run them with KERAS_BACKEND=jax and Keras 3.15 to renew the
numbers in src/test/resources/keras, which the tests compare with."""

import json
import os
import pathlib

os.environ.setdefault("KERAS_BACKEND", "jax")

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "keras"


def floats(array):
    """Every number with the nine digits that tell one float32 from the next."""
    flat = np.asarray(array, dtype="float32").ravel()
    return [None if np.isnan(x) else float(f"{x:.9g}") for x in flat]


def shape(array):
    return list(np.shape(array))


def write(name, records):
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(record) for record in records)
    (FOLDER / f"{name}.json").write_text("[\n" + lines + "\n]\n")
