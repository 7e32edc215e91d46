"""Products along named axes, and layers that bring data into form."""

from layer_recording import record
import recording
import numpy as np
from keras import layers

records = []


def add(name, layer, *shapes, **options):
    records.append(record(name, layer, *shapes, **options))


sequence = (2, 3, 4)
early = [[1, 1, 0], [1, 1, 1]]
for equation, shape, bias, given in [
    ("ab,bc->ac", 3, None, (2, 4)),
    ("ab,bc->ac", (3,), "c", (2, 4)),
    ("abc,cd->abd", (None, 5), "d", sequence),
    ("abc,cd->abd", (3, 5), "bd", sequence),
    ("abc,cd->abd", (3, 5), "b", sequence),
    ("abc,cde->abde", (None, 2, 5), "de", sequence),
    ("abc,cde->abde", (None, 2, 5), "e", sequence),
    ("abc,cde->adbe", (2, None, 5), "d", sequence),
    ("abde,dec->abc", (3, 5), "c", (2, 3, 2, 2)),
    ("abc,bcd->abd", (3, 5), None, sequence),
    ("abc,cd->ad", (5,), "d", sequence),
    ("abc,cd->adb", (5, 3), "d", sequence),
    ("...x,xy->...y", 5, "y", sequence),
    ("...x,xy->...y", 5, "y", (2, 4)),
    ("...bc,cd->...bd", (None, 5), "d", (2, 2, 3, 4)),
    ("ab...,bc->ac...", 5, "c", sequence),
    ("ab...,bc->ac...", 5, None, (2, 3, 2, 2)),
]:
    layer = layers.EinsumDense(equation, shape, bias_axes=bias)
    add(f"einsum dense {equation} {shape} {bias}", layer, given)
add(
    "einsum dense with options",
    layers.EinsumDense("abc,cd->abd", (None, 5), activation="tanh", bias_axes="d", kernel_regularizer="l2", bias_constraint="non_neg"),
    sequence,
)
add("normalization", layers.Normalization(), (3, 4))
add("normalization masked", layers.Normalization(), sequence, masks=[early])
add("normalization inverted", layers.Normalization(invert=True), sequence)
add("normalization of all", layers.Normalization(axis=None), sequence)
add("normalization of axes", layers.Normalization(axis=(1, -1)), sequence)
add("normalization of axis", layers.Normalization(axis=1), sequence)
add("normalization given", layers.Normalization(mean=2.0, variance=3.0), sequence)
add("normalization given for all", layers.Normalization(axis=None, mean=2.0, variance=0.0, invert=True), sequence)
add("normalization given by feature", layers.Normalization(mean=[1.0, 2.0, 3.0, 4.0], variance=[1.0, 0.5, 2.0, 4.0]), sequence)
add("normalization given by last of two", layers.Normalization(axis=(1, 2), mean=[1.0, 2.0, 3.0, 4.0], variance=[1.0, 0.5, 2.0, 4.0]), sequence)
for name, mode, ids in [
    ("one hot", "one_hot", [[0, 3], [1, 1]]),
    ("one hot of one", "one_hot", [[0], [3]]),
    ("multi hot", "multi_hot", [[0, 3, 0], [1, 1, 1]]),
    ("count", "count", [[0, 3, 0], [1, 1, 1]]),
]:
    add(f"category encoding {name}", layers.CategoryEncoding(4, mode), inputs=[np.array(ids)], whole=True, gradients=False)
for mode in ["int", "one_hot", "multi_hot", "count"]:
    layer = layers.Discretization([-0.5, 0.25, 1.0], output_mode=mode)
    add(f"discretization {mode}", layer, (3, 4), gradients=False)
recording.write("layers_preprocessing", records)
