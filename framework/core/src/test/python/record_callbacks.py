"""Records what Keras' callbacks decide and what its progress prints, for the tests to compare with.

Run with Keras 3.15.1 from this folder:  KERAS_BACKEND=jax python record_callbacks.py
"""

import contextlib
import io
import json
import pathlib
import random
import time

import numpy as np
from keras import callbacks

HERE = pathlib.Path(__file__).parent.parent / "resources" / "training"


class Optimizer:
    """Holds a learning rate, in float32 as Keras does."""

    def __init__(self, rate):
        self._rate = np.float32(rate)

    @property
    def learning_rate(self):
        return self._rate

    @learning_rate.setter
    def learning_rate(self, rate):
        self._rate = np.float32(rate)


class Model:
    """Has the epoch for its weights, so that a restored epoch can be told."""

    def __init__(self, rate=0.1):
        self.stop_training = False
        self.optimizer = Optimizer(rate)
        self.now = None

    def get_weights(self):
        return self.now

    def set_weights(self, weights):
        self.now = weights


def curve(rng, epochs, mode):
    """A noisy curve with plateaus, ties and steps of exactly a tenth."""
    value, values = 1.0, []
    for _ in range(epochs):
        kind = rng.random()
        if kind < 0.35:
            value -= rng.choice([0.1, 0.01, 0.001, 0.0001])
        elif kind < 0.6:
            value += rng.choice([0.1, 0.01, 0.001])
        elif kind < 0.7:
            value -= rng.random() / 5
        values.append(round(value, 6) if rng.random() < 0.8 else float(np.float32(value)))
    return values if mode == "min" else [-v for v in values]


def early_stopping(rng):
    mode = rng.choice(["min", "max"])
    options = {
        "patience": rng.choice([0, 0, 1, 2, 3, 5]),
        "min_delta": rng.choice([0, 0, 0.1, 0.01, 0.001]),
        "baseline": rng.choice([None, None, 0.9, 0.7, -0.9]),
        "restore_best_weights": rng.random() < 0.5,
        "start_from_epoch": rng.choice([0, 0, 0, 2, 4]),
    }
    values = curve(rng, 20, mode)
    callback, model = callbacks.EarlyStopping("score", mode=mode, **options), Model()
    callback.set_model(model)
    callback.on_train_begin()
    last = 0
    for epoch, value in enumerate(values):
        model.now, last = epoch, epoch
        callback.on_epoch_end(epoch, {"score": value})
        if model.stop_training:
            break
    callback.on_train_end()
    found = {"last": last, "stopped": callback.stopped_epoch, "best": callback.best_epoch}
    return {"mode": mode, **options, "values": values, **found, "weights": model.now}


def reduce_on_plateau(rng):
    mode = rng.choice(["min", "max"])
    options = {
        "factor": rng.choice([0.1, 0.5, 0.2]),
        "patience": rng.choice([0, 1, 1, 2, 3]),
        "min_delta": rng.choice([1e-4, 0.01, 0.1]),
        "cooldown": rng.choice([0, 0, 1, 3]),
        "min_lr": rng.choice([0.0, 0.0, 0.01, 0.001]),
    }
    values = curve(rng, 20, mode)
    callback, model = callbacks.ReduceLROnPlateau("score", mode=mode, **options), Model()
    callback.set_model(model)
    callback.on_train_begin()
    logged, rates = [], []
    for epoch, value in enumerate(values):
        logs = {"score": value}
        callback.on_epoch_end(epoch, logs)
        logged.append(logs["learning_rate"])
        rates.append(float(model.optimizer.learning_rate))
    return {"mode": mode, **options, "values": values, "logged": logged, "rates": rates}


class Screen(io.StringIO):
    def isatty(self):
        return True


def progress(verbose, steps, epochs, rng):
    """Plays epochs of a run against a clock of our own."""
    clock = [1000.0]
    real, time.time = time.time, lambda: clock[0]
    screen, played = Screen(), []
    with contextlib.redirect_stdout(screen):
        logger = callbacks.ProgbarLogger()
        logger.set_params({"verbose": verbose, "epochs": epochs, "steps": steps})
        logger.on_train_begin()
        for epoch in range(epochs):
            logger.on_epoch_begin(epoch)
            batches = []
            for batch in range(steps or 5):
                pause = rng.choice([0.00043, 0.00317, 0.0203, 0.0713, 0.413, 2.57, 70.3, 1301.7])
                clock[0] += pause
                logs = {"accuracy": rng.random(), "loss": rng.choice([3.0, 1e-3, 1e-5]) * rng.random()}
                logger.on_train_batch_end(batch, logs)
                batches.append({"pause": pause, "logs": logs})
            clock[0] += 0.03
            end = {**logs, "val_accuracy": rng.random(), "val_loss": rng.random() * 20}
            logger.on_epoch_end(epoch, end)
            played.append({"batches": batches, "end": end})
    time.time = real
    shown = screen.getvalue().replace("\b", "")
    return {"verbose": verbose, "steps": steps, "epochs": epochs, "played": played, "shown": shown}


def main():
    rng = random.Random(15)
    HERE.mkdir(parents=True, exist_ok=True)
    files = {
        "early_stopping": [early_stopping(rng) for _ in range(120)],
        "reduce_on_plateau": [reduce_on_plateau(rng) for _ in range(60)],
        "progress": [
            progress(verbose, steps, epochs, rng)
            for verbose in (1, 2)
            for steps in (1, 3, 12, 40)
            for epochs in (1, 2)
        ]
        + [progress(1, None, 2, rng)],
    }
    for name, cases in files.items():
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases)
        (HERE / f"keras_{name}.json").write_text(f"[\n{lines}\n]\n", encoding="utf-8")


main()
