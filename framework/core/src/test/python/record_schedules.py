"""Fifty learning rates of each schedule."""

import recording
from keras.optimizers import schedules

CASES = [
    (schedules.ExponentialDecay, dict(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.8)),
    (schedules.ExponentialDecay, dict(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.8, staircase=True)),
    (schedules.PiecewiseConstantDecay, dict(boundaries=[10, 25], values=[0.1, 0.05, 0.01])),
    (schedules.PiecewiseConstantDecay, dict(boundaries=[7], values=[1.0, 0.5])),
    (schedules.PolynomialDecay, dict(initial_learning_rate=0.1, decay_steps=30)),
    (schedules.PolynomialDecay, dict(initial_learning_rate=0.1, decay_steps=15, end_learning_rate=0.01, power=0.5, cycle=True)),
    (schedules.InverseTimeDecay, dict(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5)),
    (schedules.InverseTimeDecay, dict(initial_learning_rate=0.1, decay_steps=10, decay_rate=0.5, staircase=True)),
    (schedules.CosineDecay, dict(initial_learning_rate=0.1, decay_steps=40)),
    (schedules.CosineDecay, dict(initial_learning_rate=0.1, decay_steps=30, alpha=0.1)),
    (schedules.CosineDecay, dict(initial_learning_rate=0.01, decay_steps=30, alpha=0.1, warmup_target=0.2, warmup_steps=8)),
    (schedules.CosineDecayRestarts, dict(initial_learning_rate=0.1, first_decay_steps=8)),
    (schedules.CosineDecayRestarts, dict(initial_learning_rate=0.1, first_decay_steps=12, t_mul=1.0, m_mul=0.8, alpha=0.05)),
    (schedules.CosineDecayRestarts, dict(initial_learning_rate=0.1, first_decay_steps=7, t_mul=1.5, m_mul=0.9)),
]
records = []
for cls, options in CASES:
    schedule = cls(**options)
    records.append(
        dict(
            class_name=cls.__name__,
            options=options,
            config=schedule.get_config(),
            rates=recording.floats([schedule(step) for step in range(50)]),
        )
    )
recording.write("schedules", records)
