"""Images in another size, and images moved by given draws.

The layers that draw draws are recorded outside training, where they hand images on, and what they do
with a image once the draws are drawn is recorded apart (images_moved.json)."""

from layer_recording import record
import recording
import keras
from keras import layers
from keras.src.backend import epsilon  # noqa: F401  (loads the backend)
import numpy as np

image = (2, 5, 4, 3)
records = []


def add(name, layer, shape=image, **options):
    records.append(record(name, layer, shape, **options))


for kind in ["nearest", "bilinear", "bicubic", "lanczos3", "lanczos5"]:
    for size in [(7, 6), (3, 2), (5, 9)]:
        add(f"resizing {kind} {size}", layers.Resizing(*size, interpolation=kind))
    add(f"resizing antialias {kind}", layers.Resizing(2, 3, interpolation=kind, antialias=True), (1, 7, 6, 2))
for size in [(4, 2), (3, 6), (8, 8)]:
    add(f"resizing crop {size}", layers.Resizing(*size, crop_to_aspect_ratio=True))
    add(f"resizing pad {size}", layers.Resizing(*size, pad_to_aspect_ratio=True, fill_value=0.5))
for size in [(3, 2), (4, 3), (5, 4), (7, 3), (8, 9)]:
    add(f"center crop {size}", layers.CenterCrop(*size))
for name, layer in [
    ("random flip", layers.RandomFlip()),
    ("random flip across", layers.RandomFlip("horizontal", seed=3)),
    ("random rotation", layers.RandomRotation(0.2)),
    ("random rotation options", layers.RandomRotation((-0.1, 0.3), fill_mode="constant", fill_value=0.5, interpolation="nearest", seed=1)),
    ("random zoom", layers.RandomZoom(0.3)),
    ("random zoom by axis", layers.RandomZoom((-0.2, 0.3), 0.1, fill_mode="wrap")),
    ("random translation", layers.RandomTranslation(0.25, (-0.1, 0.2), fill_mode="nearest")),
    ("random brightness", layers.RandomBrightness(0.2)),
    ("random brightness in a range", layers.RandomBrightness((-0.3, 0.1), value_range=(0, 1))),
    ("random contrast", layers.RandomContrast(0.3)),
    ("random contrast both", layers.RandomContrast((0.25, 0.5), value_range=(-1, 1))),
]:
    add(name, layer)
recording.write("layers_images", records)

moved = []
random = np.random.default_rng(5)
images = np.round(random.normal(size=(2, 5, 4, 2)), 2).astype("float32")
for mode in ["constant", "reflect", "wrap", "nearest"]:
    for kind in ["nearest", "bilinear"]:
        options = dict(fill_mode=mode, interpolation=kind, fill_value=0.5)
        for make, draws in [
            (lambda: layers.RandomRotation((-0.5, 0.4), **options), [[0.31], [0.87]]),
            (lambda: layers.RandomZoom((-0.6, 0.9), (-0.5, 0.5), **options), [[0.07, 0.9], [0.93, 0.33]]),
            (lambda: layers.RandomZoom(0.7, **options), [[0.11], [0.96]]),
            (lambda: layers.RandomTranslation(0.9, 0.7, **options), [[0.04, 0.93], [0.81, 0.22]]),
        ]:
            layer = make()
            drawn = iter([np.array([lot[i] for lot in draws]) for i in range(len(draws[0]))])
            uniform = keras.random.uniform

            def given(shape, minval=0.0, maxval=1.0, **rest):
                lot = next(drawn).reshape(shape)
                return keras.ops.convert_to_tensor(minval + (maxval - minval) * lot, "float32")

            layer.backend.random.uniform = given
            out = layer(images, training=True)
            layer.backend.random.uniform = uniform
            moved.append(
                dict(
                    name=f"{type(layer).__name__} {mode} {kind}",
                    layer=keras.saving.serialize_keras_object(layer),
                    draws=draws,
                    shape=list(images.shape),
                    images=recording.floats(images),
                    out=recording.floats(out),
                )
            )
recording.write("images_moved", moved)
