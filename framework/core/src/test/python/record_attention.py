"""Attention layers."""

from layer_recording import record
import recording
import keras
from keras import layers

query, value = (2, 3, 4), (2, 5, 4)
query_mask = [[1, 1, 0], [1, 1, 1]]
value_mask = [[1, 1, 1, 0, 0], [0, 1, 1, 1, 1]]
records = []


def add(name, layer, *shapes, **options):
    records.append(record(name, layer, *(shapes or [query, value]), **options))


for masks in [None, [query_mask, value_mask], [None, value_mask]]:
    end = "" if masks is None else " masked" if masks[0] else " values masked"
    for options in [dict(), dict(use_scale=True), dict(score_mode="concat"), dict(score_mode="concat", use_scale=True)]:
        keras.utils.clear_session()
        add(f"attention {options}{end}", layers.Attention(**options), masks=masks)
    add(f"additive attention{end}", layers.AdditiveAttention(), masks=masks)
    add(f"additive attention plain{end}", layers.AdditiveAttention(use_scale=False), masks=masks)
    by_args = dict(call=lambda *tensors: (list(tensors), {}), build=lambda layer, *shapes: layer.build(*shapes))
    for options in [
        dict(),
        dict(value_dim=2, use_bias=False, dropout=0.5),
        dict(output_shape=5, dropout=0.2),
        dict(use_gate=True),
        dict(sliding_window=2),
    ]:
        keras.utils.clear_session()
        add(f"multi-head {options}{end}", layers.MultiHeadAttention(2, 3, **options), masks=masks, **by_args)
    keras.utils.clear_session()
    add(
        f"multi-head with key{end}",
        layers.MultiHeadAttention(2, 3),
        query,
        (2, 5, 3),
        value,
        masks=masks and masks + [None],
        **by_args,
    )
by_args = dict(call=lambda *tensors: (list(tensors), {}), build=lambda layer, *shapes: layer.build(*shapes))
for options, shapes in [
    (dict(), [(2, 3, 2, 4), (2, 2, 2, 4)]),
    (dict(attention_axes=2, dropout=0.1), [(2, 2, 3, 4), (2, 2, 2, 4)]),
    (dict(attention_axes=(1, 3), use_gate=True), [(2, 2, 2, 3, 2), (2, 1, 2, 2, 2)]),
]:
    keras.utils.clear_session()
    add(f"multi-head along axes {options}", layers.MultiHeadAttention(2, 3, **options), *shapes, **by_args)
add("attention with key", layers.Attention(), query, (2, 5, 3), value)
for masks in [None, [query_mask, value_mask]]:
    for options in [
        dict(),
        dict(use_gate=True, use_bias=False, dropout=0.5),
        dict(sliding_window=2),
    ]:
        keras.utils.clear_session()
        add(f"grouped {options} {masks is None}", layers.GroupQueryAttention(3, 4, 2, **options), masks=masks, **by_args)
keras.utils.clear_session()
add("grouped with key", layers.GroupQueryAttention(2, 3, 1), query, (2, 5, 4), (2, 5, 3), **by_args)
recording.write("layers_attention", records)
