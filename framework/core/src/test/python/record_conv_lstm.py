"""Recurrent convolutions in one to three dimensions."""

from layer_recording import record
import recording
import keras
from keras import layers

image = (2, 3, 4, 3, 2)
records = []


def add(name, make, *shapes, **options):
    keras.utils.clear_session()
    records.append(record(name, make(), *(shapes or [image]), **options))


def with_state(sequence, *states):
    return [sequence], dict(initial_state=list(states))


def by_sequence(layer, sequence, *states):
    layer.build(sequence)


# without masks, which Keras' JAX backend spreads over the wrong axes here
for options in [
    dict(),
    dict(return_sequences=True, padding="same"),
    dict(go_backwards=True, return_sequences=True, return_state=True),
    dict(strides=(2, 1), recurrent_activation="hard_sigmoid", activation="relu"),
    dict(dilation_rate=2, padding="same", use_bias=False),
]:
    add(f"conv lstm2d {options}", lambda: layers.ConvLSTM2D(2, (2, 3), **options))
add("conv lstm1d", lambda: layers.ConvLSTM1D(3, 2, return_sequences=True, unit_forget_bias=False), (2, 3, 5, 2))
add("conv lstm3d", lambda: layers.ConvLSTM3D(1, 2, padding="same"), (2, 2, 3, 2, 2, 1))
add("conv lstm2d from states", lambda: layers.ConvLSTM2D(2, 2, padding="same"), image, (2, 4, 3, 2), (2, 4, 3, 2), call=with_state, build=by_sequence)
add("conv lstm2d options", lambda: layers.ConvLSTM2D(1, 2, kernel_regularizer="l2", recurrent_regularizer="l1", bias_constraint="non_neg", dropout=0.25, recurrent_dropout=0.5, seed=4))
add("conv lstm2d both ways", lambda: layers.Bidirectional(layers.ConvLSTM2D(1, 2, return_sequences=True)))
recording.write("layers_conv_lstm", records)
