"""Opens models that Braid saved in the real Keras, tests them, trains them on, and saves them again.

    KERAS_BACKEND=jax python open_in_keras.py FOLDER

Every folder below FOLDER holds model.keras, data.npz (x.<input>, y.<output>) and case.json (outputs,
batch_size, initial_epoch, epochs). Written beside them: keras.npz (before.<output>, after.<output>),
keras.json (version, evaluate, history, optimizer iterations) and again.keras.
"""

import json
import os
import sys
import traceback

import keras
import numpy as np


def by_name(model, outputs, predictions):
    if isinstance(predictions, dict):
        return predictions
    return dict(zip(outputs, predictions if isinstance(predictions, (list, tuple)) else [predictions]))


def opened(folder):
    with open(os.path.join(folder, "case.json")) as file:
        case = json.load(file)
    data = np.load(os.path.join(folder, "data.npz"))
    model = keras.saving.load_model(os.path.join(folder, "model.keras"))
    outputs = case["outputs"]
    x = {name[2:]: data[name] for name in data.files if name.startswith("x.")}
    y = {name[2:]: data[name] for name in data.files if name.startswith("y.")}
    if len(x) == 1:
        x = next(iter(x.values()))
    if len(outputs) == 1:
        y = next(iter(y.values()))
    elif not isinstance(model._outputs_struct, dict):
        # an output without a loss has no targets in Braid, while Keras wants arrays for all outputs
        rows = len(next(iter(y.values())))
        y = [
            y[name] if name in y else np.zeros((rows,) + tensor.shape[1:], "float32")
            for name, tensor in zip(outputs, model.outputs)
        ]
    batch = case["batch_size"]
    arrays = {}
    for name, value in by_name(model, outputs, model.predict(x, batch_size=batch, verbose=0)).items():
        arrays["before." + name] = value
    result = {"keras": keras.__version__, "backend": keras.backend.backend()}
    result["evaluate"] = model.evaluate(x, y, batch_size=batch, verbose=0, return_dict=True)
    result["iterations"] = int(np.asarray(model.optimizer.iterations))
    history = model.fit(
        x,
        y,
        batch_size=batch,
        initial_epoch=case["initial_epoch"],
        epochs=case["epochs"],
        shuffle=False,
        verbose=0,
    )
    result["history"] = history.history
    for name, value in by_name(model, outputs, model.predict(x, batch_size=batch, verbose=0)).items():
        arrays["after." + name] = value
    np.savez(os.path.join(folder, "keras.npz"), **arrays)
    with open(os.path.join(folder, "keras.json"), "w") as file:
        json.dump(result, file, indent=1)
        file.write("\n")
    if not model.optimizer.use_ema:
        # Keras 3.15 with JAX cannot save averages after fit: "Array has been deleted"
        model.save(os.path.join(folder, "again.keras"))


if __name__ == "__main__":
    failed = False
    for name in sorted(os.listdir(sys.argv[1])):
        try:
            opened(os.path.join(sys.argv[1], name))
        except Exception:
            failed = True
            print(name, traceback.format_exc(), sep="\n", flush=True)
    sys.exit(failed)
