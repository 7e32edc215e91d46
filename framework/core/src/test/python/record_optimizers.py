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
SMALL = [("w0", (3,)), ("w1", (2, 2))]
LAYERS = [("dense/kernel", (4, 3)), ("dense/bias", (3,)), ("embedding/embeddings", (3, 5)), ("cube", (2, 3, 2))]
CASES = [(cls, options, SMALL) for cls, options in CASES] + [
    (cls, options, LAYERS)
    for cls, options in [
        (optimizers.Lamb, dict(learning_rate=0.05)),
        (optimizers.Lamb, dict(learning_rate=0.05, beta_1=0.8, beta_2=0.95, epsilon=1e-4, weight_decay=0.1)),
        (optimizers.Adafactor, dict(learning_rate=0.05)),
        (optimizers.Adafactor, dict(learning_rate=2.0)),
        (
            optimizers.Adafactor,
            dict(
                learning_rate=0.7, relative_step=False, beta_2_decay=-0.6, epsilon_1=1e-3, epsilon_2=0.1, clip_threshold=0.5
            ),
        ),
        (optimizers.Ftrl, dict(learning_rate=0.05)),
        (
            optimizers.Ftrl,
            dict(
                learning_rate=0.3,
                learning_rate_power=-0.7,
                initial_accumulator_value=0.5,
                l1_regularization_strength=0.8,
                l2_regularization_strength=0.2,
                l2_shrinkage_regularization_strength=0.1,
                beta=0.3,
            ),
        ),
        (optimizers.Muon, dict(learning_rate=0.05)),
        (
            optimizers.Muon,
            dict(
                learning_rate=0.05,
                adam_beta_1=0.8,
                adam_beta_2=0.9,
                adam_weight_decay=None,
                epsilon=1e-3,
                weight_decay=0.1,
                exclude_layers=["den.e"],
                exclude_embeddings=False,
                muon_a=3.0,
                muon_b=-4.0,
                muon_c=2.0,
                adam_lr_ratio=0.5,
                momentum=0.8,
                ns_steps=3,
                nesterov=False,
                rms_rate=None,
            ),
        ),
        (optimizers.ScheduleFreeAdamW, {}),
        (
            optimizers.ScheduleFreeAdamW,
            dict(learning_rate=0.05, beta_1=0.8, beta_2=0.9, epsilon=1e-3, warmup_steps=4, weight_decay=0.1),
        ),
        (optimizers.SGD, dict(learning_rate=0.05, loss_scale_factor=8.0, clipvalue=0.5)),
    ]
]
# What these ask for happens around the update, so only their configuration is compared.
AROUND = {"clipnorm", "global_clipnorm", "clipvalue", "use_ema", "gradient_accumulation_steps"}
records = []
for cls, options, shapes in CASES:
    keras.utils.clear_session()
    optimizer = cls(**options)
    record = dict(class_name=cls.__name__, options=options)
    if not AROUND & set(options):
        start = [random.normal(size=shape).astype("float32") for _, shape in shapes]
        weights = []
        for w, (path, _) in zip(start, shapes):
            with keras.name_scope(path.rpartition("/")[0] or "root"):
                weights.append(keras.Variable(w, name=path.rpartition("/")[2]))
        record["paths"] = [path for path, _ in shapes]
        record["shapes"] = [list(shape) for _, shape in shapes]
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
keras.utils.clear_session()
for wrapper, options in [
    (
        optimizers.LossScaleOptimizer,
        dict(inner_optimizer=keras.optimizers.serialize(optimizers.Adam(0.5)), initial_scale=8.0, dynamic_growth_steps=10),
    ),
    (
        optimizers.MultiOptimizer,
        dict(
            optimizer_map=keras.saving.serialize_keras_object(
                optimizers.OptimizerMap(optimizers.SGD(0.5), {"a/.*": optimizers.Adamax(0.25), "b": optimizers.Lion(0.5)})
            ),
            loss_scale_factor=4.0,
        ),
    ),
]:
    record = dict(class_name=wrapper.__name__, options=options)
    record["config"] = wrapper.from_config(dict(options)).get_config()
    records.append(record)
recording.write("optimizers", records)
