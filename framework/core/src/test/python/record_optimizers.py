"""Ten steps of each optimizer and option on two small weights."""

import recording
import keras
import numpy as np
from keras import optimizers

random = np.random.default_rng(3)
CASES = [
    (optimizers.SGD, {}),
    (optimizers.SGD, dict(learning_rate=0.1, momentum=0.9)),
    (optimizers.SGD, dict(learning_rate=0.1, momentum=0.9, nesterov=True)),
    (optimizers.Adam, {}),
    (optimizers.Adam, dict(learning_rate=0.05, beta_1=0.8, beta_2=0.95, epsilon=1e-4)),
    (optimizers.Adam, dict(learning_rate=0.05, amsgrad=True)),
    (optimizers.AdamW, dict(learning_rate=0.05)),
    (optimizers.AdamW, dict(learning_rate=0.05, weight_decay=0.1, amsgrad=True)),
    (optimizers.RMSprop, {}),
    (optimizers.RMSprop, dict(learning_rate=0.05, rho=0.8, centered=True)),
    (optimizers.RMSprop, dict(learning_rate=0.05, momentum=0.7)),
    (optimizers.RMSprop, dict(learning_rate=0.05, momentum=0.7, centered=True, epsilon=1e-3)),
    (optimizers.Adagrad, dict(learning_rate=0.05)),
    (optimizers.Adagrad, dict(learning_rate=0.05, initial_accumulator_value=0.5, epsilon=1e-3)),
    (optimizers.Adadelta, dict(learning_rate=1.0)),
    (optimizers.Adadelta, dict(learning_rate=0.5, rho=0.8, epsilon=1e-4)),
    (optimizers.Adamax, dict(learning_rate=0.05)),
    (optimizers.Adamax, dict(learning_rate=0.05, beta_1=0.8, beta_2=0.9, epsilon=1e-3)),
    (optimizers.Nadam, dict(learning_rate=0.05)),
    (optimizers.Nadam, dict(learning_rate=0.05, beta_1=0.8, beta_2=0.9, epsilon=1e-3)),
    (optimizers.Lion, dict(learning_rate=0.05)),
    (optimizers.Lion, dict(learning_rate=0.05, beta_1=0.7, beta_2=0.8)),
    (optimizers.SGD, dict(clipnorm=1.0, weight_decay=0.01, use_ema=True, ema_momentum=0.9, ema_overwrite_frequency=5)),
    (optimizers.SGD, dict(global_clipnorm=1.0, gradient_accumulation_steps=2)),
    (optimizers.SGD, dict(clipvalue=0.5, use_ema=True)),
]
# What these ask for happens around the update, so only their configuration is compared.
AROUND = {"clipnorm", "global_clipnorm", "clipvalue", "use_ema", "gradient_accumulation_steps"}
records = []
for cls, options in CASES:
    keras.utils.clear_session()
    optimizer = cls(**options)
    record = dict(class_name=cls.__name__, options=options)
    if not AROUND & set(options):
        start = [random.normal(size=3).astype("float32"), random.normal(size=(2, 2)).astype("float32")]
        weights = [keras.Variable(w, name=f"w{i}") for i, w in enumerate(start)]
        record["start"] = recording.floats(np.concatenate([w.ravel() for w in start]))
        record["gradients"] = []
        record["weights"] = []
        for step in range(10):
            gradients = [random.normal(size=w.shape).astype("float32") for w in start]
            optimizer.apply([np.asarray(g) for g in gradients], weights)
            record["gradients"].append(recording.floats(np.concatenate([g.ravel() for g in gradients])))
            record["weights"].append(
                recording.floats(np.concatenate([np.asarray(w).ravel() for w in weights]))
            )
        record["state"] = [recording.floats(v) for v in optimizer.variables]
    record["config"] = optimizer.get_config()
    records.append(record)
recording.write("optimizers", records)
