"""Poolings: ties and padding at the edges are what they differ in elsewhere."""

from layer_recording import record
import recording
import numpy as np
from keras import layers

ties = np.random.default_rng(3).integers(0, 3, (2, 6, 7, 3))
negative = -np.abs(np.random.default_rng(4).normal(size=(2, 5, 5, 2))) - 1
sizes = {1: (7,), 2: (6, 7), 3: (4, 5, 3)}
records = [
    record("max pooling2d of ties", layers.MaxPooling2D(2), inputs=[ties]),
    record("max pooling2d of ties, overlapping", layers.MaxPooling2D(3, strides=1, padding="same"), inputs=[ties]),
    record("max pooling2d same of negative numbers", layers.MaxPooling2D(3, strides=2, padding="same"), inputs=[negative]),
    record("average pooling2d same of negative numbers", layers.AveragePooling2D(3, strides=2, padding="same"), inputs=[negative]),
    record("max pooling2d uneven", layers.MaxPooling2D((2, 3), strides=(1, 2)), (2, 6, 7, 3)),
    record("average pooling2d uneven", layers.AveragePooling2D((2, 3), strides=(2, 1), padding="same"), (2, 6, 7, 3)),
]
for kind in ["Max", "Average"]:
    for rank, size in sizes.items():
        pooling = getattr(layers, f"{kind}Pooling{rank}D")
        for label, options in [
            ("", dict(pool_size=2)),
            ("same", dict(pool_size=2, padding="same")),
            ("same three", dict(pool_size=3, padding="same")),
            ("strides", dict(pool_size=3, strides=1)),
            ("strides above size", dict(pool_size=1, strides=2)),
            ("same strides", dict(pool_size=3, strides=2, padding="same")),
        ]:
            records.append(record(f"{kind} pooling{rank}d {label}".strip(), pooling(**options), (2, *size, 3)))
        pooling = getattr(layers, f"Global{kind}Pooling{rank}D")
        records.append(record(f"global {kind} pooling{rank}d", pooling(), (2, *size, 3)))
        records.append(record(f"global {kind} pooling{rank}d keepdims", pooling(keepdims=True), (2, *size, 3)))
mask = [[1, 1, 0, 1, 0, 0, 0], [1, 1, 1, 1, 1, 1, 1]]
for keep in [False, True]:
    records.append(record(f"global average pooling1d mask {keep}", layers.GlobalAveragePooling1D(keepdims=keep), (2, 7, 3), masks=[mask]))
records.append(record("global max pooling of ties", layers.GlobalMaxPooling2D(), inputs=[ties]))
records.append(record("global max pooling1d ignores masks", layers.GlobalMaxPooling1D(), (2, 7, 3), masks=[mask]))
for kind in ["Average", "Max"]:
    for rank, size in sizes.items():
        pooling = getattr(layers, f"Adaptive{kind}Pooling{rank}D")
        # not as many windows as elements, for which Keras 3.15 rounds indices to some that do not exist
        for output in [(1,) * rank, (2,) * rank, (3, 4, 2)[:rank]]:
            records.append(record(f"adaptive {kind} pooling{rank}d {output}", pooling(output), (2, *size, 3)))
recording.write("layers_pooling", records)
