"""Core layers: activations, merges, reshaping, and noise that rests; then what becomes of masks."""

from layer_recording import array, record
import recording
import jax.numpy as jnp
import keras
import numpy as np
from keras import layers

sequence = (2, 3, 4)
early = [[1, 1, 0], [1, 1, 1]]
late = [[0, 1, 1], [1, 0, 0]]
records = []


def add(name, layer, *shapes, **options):
    records.append(record(name, layer, *shapes, **options))


for activation in ["linear", "relu", "tanh", "softmax", "gelu", "hard_silu", "leaky_relu", "log_softmax", "selu"]:
    add(f"activation {activation}", layers.Activation(activation), (2, 5))
add("identity", layers.Identity(), sequence)
add("relu", layers.ReLU(), (3, 8))
for options in [
    dict(max_value=0.8),
    dict(max_value=6.0),
    dict(negative_slope=0.2),
    dict(threshold=0.4),
    dict(threshold=0.4, negative_slope=0.25),
    dict(max_value=0.9, negative_slope=0.25),
    dict(max_value=0.9, negative_slope=0.25, threshold=0.5),
]:
    add(f"relu {options}", layers.ReLU(**options), (3, 8), spread=4.0)
add("leaky relu", layers.LeakyReLU(), (3, 8))
add("leaky relu slope", layers.LeakyReLU(negative_slope=0.1), (3, 8))
add("elu", layers.ELU(), (3, 8))
add("elu alpha", layers.ELU(alpha=0.4), (3, 8))
add("prelu", layers.PReLU(), sequence)
add("prelu shared", layers.PReLU(shared_axes=[1, 2], alpha_regularizer="l2", alpha_constraint="non_neg"), (2, 3, 2, 4))
add("softmax", layers.Softmax(), sequence)
add("softmax axis", layers.Softmax(axis=1), sequence)
add("softmax axes", layers.Softmax(axis=[1, 2]), sequence)
for kind in [layers.Add, layers.Multiply, layers.Average, layers.Maximum, layers.Minimum]:
    name = kind.__name__.lower()
    add(name, kind(), (2, 3), (2, 3), (2, 3))
    add(f"{name} broadcasting", kind(), (2, 3, 4), (2, 1, 4))
    add(f"{name} of ranks", kind(), (2, 4), (2, 3, 4))
    add(f"{name} masked", kind(), sequence, sequence, masks=[early, late])
    add(f"{name} masked first", kind(), sequence, sequence, masks=[early, None])
    add(f"{name} masked last", kind(), sequence, sequence, sequence, masks=[None, early, late])
add("subtract", layers.Subtract(), (2, 3), (2, 1))
add("concatenate", layers.Concatenate(), (2, 3), (2, 4), (2, 1))
add("concatenate axis", layers.Concatenate(axis=1), (2, 3, 4), (2, 2, 4))
add("concatenate negative axis", layers.Concatenate(axis=-2), (2, 3, 2, 4), (2, 3, 1, 4))
add("dot", layers.Dot(axes=1), (2, 3), (2, 3))
add("dot last", layers.Dot(axes=-1), (2, 3, 4), (2, 5, 4))
add("dot axes", layers.Dot(axes=(1, 2)), (2, 3, 5), (2, 6, 3))
add("dot normalized", layers.Dot(axes=(2, 1), normalize=True), (2, 3, 5), (2, 5, 2))
add("dot with vector", layers.Dot(axes=(2, 1)), (2, 3, 5), (2, 5))
add("dot vector with matrix", layers.Dot(axes=(1, 2)), (2, 5), (2, 3, 5))
add("dot of four axes", layers.Dot(axes=(2, 1)), (2, 3, 5, 2), (2, 5, 4))
add("flatten", layers.Flatten(), (2, 3, 4, 2))
add("flatten channels first", layers.Flatten(data_format="channels_first"), (2, 3, 4, 2))
add("reshape", layers.Reshape((2, 6)), (2, 3, 4))
add("reshape open", layers.Reshape((-1, 2, 2)), (2, 3, 4))
add("permute", layers.Permute((2, 1)), sequence)
add("permute three", layers.Permute((3, 1, 2)), (2, 3, 4, 2))
add("repeat vector", layers.RepeatVector(3), (2, 4))
for layer, shape in [
    (layers.Dropout(0.4, noise_shape=(None, 1, 4), seed=3), sequence),
    (layers.Dropout(0.4), sequence),
    (layers.SpatialDropout1D(0.3, seed=2), sequence),
    (layers.SpatialDropout2D(0.3), (2, 3, 2, 2)),
    (layers.SpatialDropout3D(0.3), (2, 3, 2, 2, 2)),
    (layers.GaussianNoise(0.3, seed=1), sequence),
    (layers.GaussianDropout(0.3), sequence),
    (layers.AlphaDropout(0.3, noise_shape=(None, 3, 1)), sequence),
    (layers.ActivityRegularization(l1=0.1, l2=0.2), sequence),
]:
    keeps = not isinstance(layer, layers.ActivityRegularization)
    add(f"{layer.name} at rest", layer, shape, gradients=keeps)
add("rescaling", layers.Rescaling(2.0, offset=-1.0), sequence)
add("rescaling by feature", layers.Rescaling([1.0, 2.0, 3.0, 4.0]), sequence)
recording.write("layers_core", records)

both = [early, late]
sets = []
for layer, masks, shapes in [
    (layers.Activation("relu"), [early], [sequence]),
    (layers.Identity(), [early], [sequence]),
    (layers.Dropout(0.5), [early], [sequence]),
    (layers.SpatialDropout1D(0.5), [early], [sequence]),
    (layers.GaussianNoise(0.5), [early], [sequence]),
    (layers.GaussianDropout(0.5), [early], [sequence]),
    (layers.AlphaDropout(0.5), [early], [sequence]),
    (layers.ActivityRegularization(0.5), [early], [sequence]),
    (layers.ReLU(), [early], [sequence]),
    (layers.LeakyReLU(), [early], [sequence]),
    (layers.PReLU(), [early], [sequence]),
    (layers.ELU(), [early], [sequence]),
    (layers.Flatten(), [early], [sequence]),
    (layers.Reshape((3, 2, 2)), [early], [sequence]),
    (layers.Permute((2, 1)), [early], [sequence]),
    (layers.Dot(axes=2), both, [sequence, sequence]),
    (layers.Concatenate(), both, [sequence, sequence]),
    (layers.Concatenate(), [early, None], [sequence, sequence]),
    (layers.Concatenate(axis=1), both, [sequence, sequence]),
    (layers.Concatenate(axis=1), [None, late], [(2, 2, 4), sequence]),
    (layers.Concatenate(axis=1), [None, None], [sequence, sequence]),
    *[
        (kind(), masks, [sequence, sequence])
        for kind in [layers.Add, layers.Subtract, layers.Multiply, layers.Average, layers.Maximum, layers.Minimum]
        for masks in [both, [early, None], [None, late]]
    ],
]:
    given = [jnp.ones(shape) for shape in shapes]
    for tensor, mask in zip(given, masks):
        if mask is not None:
            keras.src.backend.set_keras_mask(tensor, jnp.asarray(mask, dtype=bool))
    found = layer(given[0] if len(given) == 1 else given)
    mask = keras.src.backend.get_keras_mask(found)
    sets.append(
        dict(
            name=f"{type(layer).__name__} {getattr(layer, 'axis', '')} {masks}",
            layer=keras.saving.serialize_keras_object(layer),
            shapes=shapes,
            masks=[None if m is None else array(m) for m in masks],
            result=None if mask is None else array(np.asarray(mask, dtype="float32")),
        )
    )
recording.write("masks_core", sets)
