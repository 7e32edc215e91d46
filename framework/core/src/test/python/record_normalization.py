"""Normalizations, with the statistics that a step of training leaves behind."""

from layer_recording import record
import recording
from keras import layers

BN, LN, GN = layers.BatchNormalization, layers.LayerNormalization, layers.GroupNormalization
mask = [[1, 1, 0, 1], [1, 0, 0, 0], [1, 1, 1, 1]]
sizes = [(5, 3), (3, 4, 3), (2, 4, 5, 3), (2, 2, 3, 2, 3)]
records = []
for training in [False, True]:
    for size in sizes:
        records.append(record(f"batch normalization rank {len(size)} {training}", BN(), size, training=training, spread=3))
    for label, options in [
        ("plain", dict(center=False, scale=False)),
        ("center", dict(scale=False)),
        ("scale", dict(center=False, momentum=0.5, epsilon=0.1)),
        ("axis 1", dict(axis=1)),
    ]:
        records.append(record(f"batch normalization {label} {training}", BN(**options), (3, 4, 3), training=training))
    records.append(record(f"batch normalization mask {training}", BN(), (3, 4, 3), masks=[mask], training=training))
    records.append(record(f"batch normalization frozen {training}", BN(trainable=False), (3, 4, 3), training=training))
    records.append(record(f"batch normalization far from zero {training}", BN(), inputs=[[[100.5, 1], [101, 2], [99.5, 4]]], training=training))
for size in sizes:
    records.append(record(f"layer normalization rank {len(size)}", LN(), size, spread=3))
for label, options in [
    ("plain", dict(center=False, scale=False)),
    ("center", dict(scale=False)),
    ("scale", dict(center=False, epsilon=0.1)),
    ("axis 1", dict(axis=1)),
    ("axes", dict(axis=[1, 2])),
    ("axes, negative", dict(axis=[-1, -2])),
    ("rms", dict(rms_scaling=True)),
    ("regularized", dict(gamma_regularizer="l2", beta_regularizer="l1", gamma_constraint="non_neg")),
]:
    records.append(record(f"layer normalization {label}", LN(**options), (3, 4, 5)))
for label, options, size in [
    ("two", dict(groups=2), (2, 3, 4, 6)),
    ("instance", dict(groups=-1), (2, 3, 4, 3)),
    ("one", dict(groups=1), (2, 5, 4)),
    ("rows", dict(groups=3, epsilon=0.01), (4, 6)),
    ("plain", dict(groups=2, center=False, scale=False), (2, 5, 4)),
    ("axis 1", dict(groups=2, axis=1), (2, 4, 3)),
]:
    records.append(record(f"group normalization {label}", GN(**options), size, spread=2))
records.append(record("unit normalization", layers.UnitNormalization(), (3, 4)))
records.append(record("unit normalization axis 1", layers.UnitNormalization(axis=1), (3, 4, 2)))
records.append(record("unit normalization axes", layers.UnitNormalization(axis=[1, 2]), (3, 4, 2)))
for label, options, size in [
    ("last", dict(), (3, 4, 5)),
    ("axes", dict(axis=[2, 1], epsilon=0.1), (3, 4, 2)),
    ("equal sizes", dict(axis=1), (3, 4, 4)),
]:
    records.append(record(f"rms normalization {label}", layers.RMSNormalization(**options), size, spread=2))
recording.write("layers_normalization", records)
