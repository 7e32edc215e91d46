"""What Keras' preprocessing before a graph gives: run it with KERAS_BACKEND=tensorflow, which these
layers need. LookupsTest and DiscretizationTest replay it."""

import recording
import numpy as np
import tensorflow as tf
from keras import layers


def plain(values):
    values = np.asarray(values)
    if values.dtype.kind in "SO":
        return [v.decode() if isinstance(v, bytes) else v if isinstance(v, str) else int(v) for v in values]
    return values.tolist()


words = ["earth", "wind", "and", "fire", "earth", "earth", "wind", "ß", "zebra", "\uff01", "\U0001f600"]
asked = ["earth", "water", "wind", "", "[UNK]", "fire", "and", "a", "an", "ants", "ice cream", "a sentence of some length"]
asked += ["one of more than thirty-two bytes, but below", "x" * 64, "y" * 65, "a long one " * 17, "\U0001f600"]
samples = [["earth", "earth", "wind"], ["fire", "earth", ""], ["wind", "rain", "rain"]]
numbers = [5, 7, 7, 12, 5, 5, -3, 1000, 0, 10**12]
queries = [5, 7, 99, 12, -1, 0, -3, -8, 10**12]
rows = [[5, 5, 7], [12, 5, 0], [7, 99, 98]]
records = []
for kind, data, single, many in [
    ("StringLookup", words, asked, samples),
    ("IntegerLookup", numbers, queries, rows),
]:
    mask = "" if kind == "StringLookup" else 0
    for options in [
        dict(),
        dict(max_tokens=4),
        dict(num_oov_indices=3),
        dict(mask_token=mask),
        dict(mask_token=mask, max_tokens=5),
        dict(mask_token=mask, num_oov_indices=2, max_tokens=6),
        dict(max_tokens=20, pad_to_max_tokens=True),
    ]:
        make = lambda **more: getattr(layers, kind)(**options, **more)
        found = dict(kind=kind, options=options, data=data, single=single, samples=many)
        layer = make()
        layer.adapt(np.array(data))
        found["vocabulary"] = plain(np.array(layer.get_vocabulary(), dtype=object))
        found["ids"] = plain(layer(np.array(single)))
        back = make(invert=True, vocabulary=layer.get_vocabulary(include_special_tokens=False))
        found["asked"] = [0, 1, 2, 3, 4, 99]
        found["inverse"] = plain(np.array(back(np.array(found["asked"]))))
        one = make(output_mode="one_hot")
        one.adapt(np.array(data))
        found["oneHot"] = plain(one(np.array(single)))
        for mode in ["multi_hot", "count", "tf_idf"]:
            other = make(output_mode=mode)
            other.adapt(np.array(many))
            found[mode] = plain(other(np.array(many)))
        records.append(found)
recording.write("lookups", records)

random = np.random.default_rng(3)
bins = []
for size, count, epsilon in [(8, 4, 0.01), (50, 3, 0.01), (1000, 7, 0.01), (777, 10, 0.1), (333, 5, 0.003), (5, 8, 0.01)]:
    data = np.round(random.normal(size=size), 2).astype("float32")
    layer = layers.Discretization(num_bins=count, epsilon=epsilon)
    layer.adapt(data)
    asked = [-3.0, -0.5, 0.0, 0.25, 4.0, float(data[0])] + layer.bin_boundaries[:2]
    bins.append(
        dict(
            data=recording.floats(data),
            bins=count,
            epsilon=epsilon,
            boundaries=recording.floats(layer.bin_boundaries),
            asked=recording.floats(asked),
            ids=plain(layer(np.array(asked, "float32"))),
        )
    )
recording.write("discretization", bins)


def outcome(make, vocabulary, queries):
    try:
        layer = make()
        layer.set_vocabulary(vocabulary)
        return dict(vocabulary=plain(np.array(layer.get_vocabulary(), dtype=object)), ids=plain(layer(np.array(queries))))
    except ValueError as refusal:
        return dict(refused=str(refusal).split(".")[0])


vocabularies = []
texts = ["a", "b", "c", "[UNK]", "", "d"]
whole = [5, 7, 9, -1, 0, 11]
for kind, options, given in [
    ("StringLookup", dict(), ["[UNK]", "a", "b"]),
    ("StringLookup", dict(), ["a", "b"]),
    ("StringLookup", dict(), ["a", "[UNK]", "b"]),
    ("StringLookup", dict(), ["[UNK]", "a", "a"]),
    ("StringLookup", dict(mask_token=""), ["", "[UNK]", "a", "b"]),
    ("StringLookup", dict(mask_token=""), ["[UNK]", "a", "b"]),
    ("StringLookup", dict(mask_token=""), ["", "a", "b"]),
    ("StringLookup", dict(mask_token=""), ["a", "b", ""]),
    ("StringLookup", dict(num_oov_indices=3), ["[UNK]", "[UNK]", "[UNK]", "a", "b"]),
    ("StringLookup", dict(num_oov_indices=3), ["[UNK]", "a", "b"]),
    ("StringLookup", dict(num_oov_indices=3), ["a", "b"]),
    ("StringLookup", dict(num_oov_indices=0, oov_token="?"), ["a", "b", "c", "d", "", "[UNK]"]),
    ("StringLookup", dict(mask_token="", num_oov_indices=2), ["", "[UNK]", "[UNK]", "a"]),
    ("StringLookup", dict(mask_token="", max_tokens=4), ["", "[UNK]", "a", "b"]),
    ("StringLookup", dict(mask_token="", max_tokens=4), ["", "[UNK]", "a", "b", "c"]),
    ("StringLookup", dict(mask_token="", max_tokens=4), ["a", "b", "c"]),
    ("StringLookup", dict(oov_token="d"), ["d", "a", "[UNK]"]),
    ("IntegerLookup", dict(), [-1, 5, 7]),
    ("IntegerLookup", dict(), [5, 7]),
    ("IntegerLookup", dict(), [5, -1, 7]),
    ("IntegerLookup", dict(mask_token=0), [0, -1, 5, 7]),
    ("IntegerLookup", dict(mask_token=0), [-1, 5, 7]),
    ("IntegerLookup", dict(mask_token=0, num_oov_indices=2), [0, -1, -1, 5, 7]),
    ("IntegerLookup", dict(mask_token=0, num_oov_indices=2), [0, -1, 5, 7]),
]:
    make = lambda **more: getattr(layers, kind)(**options, **more)
    queries = texts if kind == "StringLookup" else whole
    vocabularies.append(
        dict(
            kind=kind,
            options=options,
            given=given,
            queries=queries,
            forward=outcome(make, given, queries),
            inverse=outcome(lambda: make(invert=True), given, list(range(6))),
        )
    )
for kind, options, given, weights in [
    ("StringLookup", dict(), ["a", "b"], [1.0, 4.0]),
    ("StringLookup", dict(), ["[UNK]", "a", "b"], [0.5, 1.0, 4.0]),
    ("StringLookup", dict(num_oov_indices=2), ["[UNK]", "[UNK]", "a", "b"], [0.25, 0.5, 1.0, 4.0]),
    ("StringLookup", dict(mask_token=""), ["[UNK]", "a", "b"], [0.5, 1.0, 4.0]),
    ("StringLookup", dict(max_tokens=5, pad_to_max_tokens=True), ["[UNK]", "a", "b"], [0.5, 1.0, 4.0]),
    ("TextVectorization", dict(), ["[UNK]", "a", "b"], [0.5, 1.0, 4.0]),
    ("TextVectorization", dict(), ["a", "b"], [1.0, 4.0]),
]:
    layer = getattr(layers, kind)(output_mode="tf_idf", **options)
    layer.set_vocabulary(given, weights)
    samples = ["a b b x", "b y", "x"] if kind == "TextVectorization" else [["a", "b", "b", "x"], ["b", "y", "y", "y"]]
    vocabularies.append(
        dict(
            kind=kind,
            options=options,
            given=given,
            weights=weights,
            samples=samples,
            vocabulary=plain(np.array(layer.get_vocabulary(), dtype=object)),
            rows=np.asarray(layer(np.array(samples))).tolist(),
        )
    )
recording.write("vocabularies", vocabularies)
