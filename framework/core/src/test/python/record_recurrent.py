"""Recurrent layers, embeddings and the layers around them."""

from layer_recording import record
import recording
import keras
from keras import layers

mask = [[1, 1, 0, 1], [0, 0, 0, 0], [1, 1, 1, 0]]
size = (3, 4, 2)
records = []


def add(name, make, *shapes, **options):
    keras.utils.clear_session()
    records.append(record(name, make(), *(shapes or [size]), **options))


def with_state(sequence, *states):
    return [sequence], dict(initial_state=list(states)) if states else {}


def by_sequence(layer, sequence, *states):
    layer.build(sequence)


state = dict(call=with_state, build=by_sequence)
kinds = [
    ("simple rnn", layers.SimpleRNN, 1),
    ("lstm", layers.LSTM, 2),
    ("gru", layers.GRU, 1),
]
for label, kind, states in kinds:
    for masked in [None, [mask]]:
        end = " masked" if masked else ""
        for options in [
            dict(),
            dict(return_sequences=True),
            dict(go_backwards=True),
            dict(return_sequences=True, go_backwards=True, return_state=True),
            dict(return_state=True, activation="relu"),
            dict(return_sequences=True, zero_output_for_mask=True),
            dict(use_bias=False, activation="softsign"),
        ]:
            add(f"{label} {options}{end}", lambda: kind(3, **options), masks=masked)
        start = [(3, 3)] * states
        add(
            f"{label} from states{end}",
            lambda: kind(3, return_state=True),
            size,
            *start,
            masks=masked and masked + [None] * states,
            **state,
        )
    add(
        f"{label} options",
        lambda: kind(2, kernel_regularizer="l2", recurrent_regularizer="l1", bias_constraint="non_neg", dropout=0.25, recurrent_dropout=0.5, unroll=True),
    )
for options in [
    dict(recurrent_activation="hard_sigmoid"),
    dict(recurrent_activation="silu", activation="gelu"),
    dict(unit_forget_bias=False),
]:
    add(f"lstm {options}", lambda: layers.LSTM(3, **options))
for options in [
    dict(reset_after=False),
    dict(reset_after=False, use_bias=False, recurrent_activation="hard_sigmoid"),
    dict(recurrent_activation="silu"),
]:
    for masked in [None, [mask]]:
        add(f"gru {options}{' masked' if masked else ''}", lambda: layers.GRU(3, **options), masks=masked)
for masked in [None, [mask]]:
    end = " masked" if masked else ""
    add(f"stacked cells{end}", lambda: layers.RNN([layers.LSTMCell(3), layers.GRUCell(2), layers.GRUCell(2)], return_sequences=True), masks=masked)
    add(f"cell{end}", lambda: layers.RNN(layers.SimpleRNNCell(3), go_backwards=True), masks=masked)
    for mode in ["concat", "sum", "mul", "ave", None]:
        for options in [dict(), dict(return_sequences=True)]:
            if masked and mode is None:
                continue
            add(f"bidirectional {mode} {options}{end}", lambda: layers.Bidirectional(layers.LSTM(2, **options), merge_mode=mode), masks=masked)
    add(f"bidirectional state{end}", lambda: layers.Bidirectional(layers.GRU(2, return_sequences=True, return_state=True)), masks=None)
    add(
        f"bidirectional two kinds{end}",
        lambda: layers.Bidirectional(layers.LSTM(3, return_sequences=True), backward_layer=layers.GRU(2, go_backwards=True, return_sequences=True)),
        masks=masked,
    )
    add(f"time distributed dense{end}", lambda: layers.TimeDistributed(layers.Dense(3, activation="tanh")), masks=masked)
add("bidirectional from states", lambda: layers.Bidirectional(layers.LSTM(2)), size, *[(3, 2)] * 4, **state)
add("time distributed convolution", lambda: layers.TimeDistributed(layers.Conv2D(2, 2)), (2, 3, 4, 4, 1))
add("time distributed lstm", lambda: layers.TimeDistributed(layers.LSTM(2)), (2, 3, 4, 2))
ids = [[0, 3, 1], [2, 0, 0]]
for options in [dict(), dict(mask_zero=True), dict(embeddings_regularizer="l2", embeddings_constraint=keras.constraints.MaxNorm(2.0))]:
    add(f"embedding {list(options)}", lambda: layers.Embedding(4, 3, **options), inputs=[ids], whole=True)
recording.write("layers_recurrent", records)
