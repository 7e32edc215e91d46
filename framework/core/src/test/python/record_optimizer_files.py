"""Files of models in the middle of their training, and the weights after more of it, by optimizer.

    KERAS_BACKEND=jax python record_optimizer_files.py
"""

import recording
import keras
import numpy as np
from keras import layers, optimizers

FOLDER = recording.FOLDER.parent / "optimizer_files"
CASES = dict(
    lamb=lambda: optimizers.Lamb(0.02, weight_decay=0.1),
    adafactor=lambda: optimizers.Adafactor(0.05),
    ftrl=lambda: optimizers.Ftrl(0.1, l1_regularization_strength=0.01),
    muon=lambda: optimizers.Muon(0.02, exclude_layers=["found"], adam_weight_decay=0.1),
    schedule_free=lambda: optimizers.ScheduleFreeAdamW(0.02, warmup_steps=3),
    loss_scale=lambda: optimizers.LossScaleOptimizer(
        optimizers.Adam(0.02, global_clipnorm=0.5), initial_scale=8.0, dynamic_growth_steps=4
    ),
    loss_scale_factor=lambda: optimizers.SGD(0.02, momentum=0.5, loss_scale_factor=1024.0),
    multi=lambda: optimizers.MultiOptimizer(
        optimizers.OptimizerMap(
            optimizers.SGD(0.02, momentum=0.9),
            {"found/.*": optimizers.Adam(0.01, clipnorm=0.3), ".*/unused": optimizers.Nadam(0.1)},
        )
    ),
)


def model(optimizer):
    words = keras.Input((3,), name="words")
    hidden = layers.Embedding(7, 4, name="embedding")(words)
    wide = layers.Conv1D(5, 2, activation="tanh", name="wide")(hidden)
    flat = layers.Dense(6, activation="tanh", name="hidden")(layers.Flatten()(wide))
    made = keras.Model(words, layers.Dense(2, name="found")(flat))
    made.compile(optimizer, "mse")
    return made


FOLDER.mkdir(parents=True, exist_ok=True)
records = []
for name, make in CASES.items():
    keras.utils.clear_session()
    keras.utils.set_random_seed(len(name))
    random = np.random.default_rng(len(name))
    x = random.integers(0, 7, size=(8, 3)).astype("float32")
    y = random.normal(size=(8, 2)).astype("float32")
    trained = model(make())
    start = [np.asarray(w) for w in trained.get_weights()]
    options = dict(batch_size=4, shuffle=False, verbose=0)
    trained.fit(x, y, epochs=2, **options)
    trained.save(FOLDER / f"{name}.keras")
    middle = trained.get_weights()
    trained.fit(x, y, epochs=2, **options)
    fresh = model(make())
    records.append(
        dict(
            name=name,
            optimizer=keras.optimizers.serialize(fresh.optimizer),
            x=recording.floats(x),
            y=recording.floats(y),
            start=[recording.floats(w) for w in start],
            middle=[recording.floats(w) for w in middle],
            after=[recording.floats(w) for w in trained.get_weights()],
        )
    )
recording.write("optimizer_files", records)
