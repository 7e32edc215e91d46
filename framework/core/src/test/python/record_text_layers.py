"""What Keras' layers of texts and categories compute: run it with KERAS_BACKEND=tensorflow, which
these layers need. TextLayersTest replays it."""

import recording
import keras
import numpy as np
from keras import layers

records = []


def plain(values):
    values = np.asarray(values)
    if values.dtype.kind in "SOU":
        return [plain(v) if isinstance(v, np.ndarray) else v.decode() if isinstance(v, bytes) else str(v) for v in values]
    return values.tolist()


def add(layer, *inputs):
    arrays = [np.array(x) for x in inputs]
    output = layer(arrays[0] if len(arrays) == 1 else arrays)
    tensors = [keras.KerasTensor((None,) + a.shape[1:], "string" if a.dtype.kind == "U" else a.dtype.name) for a in arrays]
    spec = layer.compute_output_spec(tensors[0]) if len(tensors) == 1 else None
    vocabulary = None
    if hasattr(layer, "get_vocabulary") and layer.get_config()["vocabulary"] is None:
        vocabulary = plain(np.array(layer.get_vocabulary(), dtype=object))
    lookup = getattr(layer, "_lookup_layer", layer)
    idf = np.asarray(lookup.idf_weights_const).tolist() if getattr(lookup, "output_mode", "") == "tf_idf" else None
    records.append(
        dict(
            layer=keras.saving.serialize_keras_object(layer),
            inputs=[plain(a) for a in arrays],
            types=[t.dtype for t in tensors],
            vocabulary=None if vocabulary is None else [str(v) for v in vocabulary],
            idf=idf,
            dtype=spec.dtype if spec is not None else None,
            output=plain(output),
        )
    )


def adapted(layer, data):
    layer.adapt(np.array(data))
    return layer


texts = ["a", "red", "hello world, this is long", "", "12345678", "ß", "x" * 64, "y" * 80, "\U0001f600"]
columns = [[t] for t in texts]
for options in [
    dict(num_bins=1000003),
    dict(num_bins=7),
    dict(num_bins=1),
    dict(num_bins=1000003, salt=[3, 4]),
    dict(num_bins=50, salt=-9),
    dict(num_bins=5, mask_value=""),
    dict(num_bins=5, mask_value="red", salt=[1, 2]),
]:
    add(layers.Hashing(**options), columns)
    add(layers.Hashing(**options), texts)
numbers = [[5], [-7], [0], [10**12], [2**53 + 1]]
for options in [dict(num_bins=1000003), dict(num_bins=9, salt=5), dict(num_bins=6, mask_value=0)]:
    add(layers.Hashing(**options), numbers)
pairs = [["a", "b"], ["b", "b"], ["c", ""]]
for mode in ["int", "one_hot", "multi_hot", "count"]:
    add(layers.Hashing(4, output_mode=mode), pairs)
    add(layers.Hashing(4, output_mode=mode), columns)
add(layers.Hashing(9, dtype="int32"), columns)

add(layers.HashedCrossing(1000003), columns[:5], numbers)
add(layers.HashedCrossing(1000003), numbers, columns[:5])
add(layers.HashedCrossing(1000003), columns, columns[::-1], columns)
add(layers.HashedCrossing(5, output_mode="one_hot"), columns[:5], numbers)
add(layers.HashedCrossing(11), texts, texts[::-1])
add(layers.HashedCrossing(6, output_mode="one_hot"), texts, texts[::-1])

words = [["red", "green"], ["red", "blue"], ["blue", "red"], ["red", "red"]]
asked = [["red", "green"], ["pink", "blue"], ["", "red"]]
for mode in ["int", "one_hot", "multi_hot", "count", "tf_idf"]:
    for options in [dict(), dict(mask_token=""), dict(max_tokens=9, pad_to_max_tokens=True), dict(num_oov_indices=3, mask_token="")]:
        add(adapted(layers.StringLookup(output_mode=mode, **options), words), asked)
    add(adapted(layers.StringLookup(output_mode=mode), words), [["red"], ["pink"]])
    add(adapted(layers.IntegerLookup(output_mode=mode, mask_token=0), [[5, 7], [7, 9]]), [[7, 7], [0, 1], [9, 10**12]])
add(adapted(layers.StringLookup(), words), ["red", "pink"])
add(adapted(layers.StringLookup(output_mode="one_hot"), words), ["red", "pink"])
add(layers.StringLookup(vocabulary=["x", "y"], num_oov_indices=4, salt=[8, 9]), columns)
add(layers.StringLookup(vocabulary=["x", "y"], output_mode="tf_idf", idf_weights=[0.5, 2.0]), [["x", "y", "y"], ["z", "z", "x"]])
add(layers.StringLookup(vocabulary=["x", "y"], mask_token="", invert=True), [[0, 1], [2, 3], [4, 9]])
add(layers.IntegerLookup(vocabulary=[10**12, -5], invert=True), [[0, 1], [2, 3]])
add(layers.IntegerLookup(vocabulary=[10**12, -5]), [[10**12, -5], [2, 3]])
add(layers.IntegerLookup(vocabulary=[4], num_oov_indices=5), numbers)
add(layers.IntegerLookup(vocabulary=[4], num_oov_indices=5, oov_method="farmhash"), numbers)
add(layers.IntegerLookup(vocabulary=[4], num_oov_indices=5, oov_method="farmhash", salt=[7, 8]), numbers)

speech = ["Ab b!", "b  c ÄÉ", "it's (not) [b] é\u00a0x", "b\tab\nC"]
told = [["Ab b! zz"], ["b c"], [" ÄÉ Äé it's"], ["B\tab"]]
for options in [
    dict(),
    dict(max_tokens=5),
    dict(output_sequence_length=2),
    dict(output_sequence_length=6, split="character"),
    dict(split="character", max_tokens=9),
    dict(split=None),
    dict(standardize="lower"),
    dict(standardize="strip_punctuation"),
    dict(standardize=None, ngrams=2),
    dict(ngrams=(2,)),
    dict(ngrams=(3, 1)),
    dict(output_mode="multi_hot"),
    dict(output_mode="count", max_tokens=20, pad_to_max_tokens=True),
    dict(output_mode="count", ngrams=2, split="character"),
    dict(output_mode="tf_idf"),
    dict(output_mode="tf_idf", max_tokens=20, pad_to_max_tokens=True),
    dict(vocabulary=["b", "c"]),
    dict(vocabulary=["b", "c"], output_mode="tf_idf", idf_weights=[1.0, 3.0]),
]:
    layer = layers.TextVectorization(**options)
    if "vocabulary" not in options:
        layer.adapt(np.array(speech))
    add(layer, told)
    if options.get("split", "words"):
        add(layer, [t[0] for t in told])
add(adapted(layers.TextVectorization(split=None), [["A!", "b"], ["b", "c"]]), [["A!", "b"], ["c", "z"]])
recording.write("text_layers", records)
