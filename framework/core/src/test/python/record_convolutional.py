"""Convolutions: every padding, stride, dilation, grouping, in one to three dimensions."""

from layer_recording import record
import recording
from keras import constraints, layers

Conv1D, Conv2D, Conv3D = layers.Conv1D, layers.Conv2D, layers.Conv3D
image = (2, 7, 6, 3)
records = [
    record("conv2d", Conv2D(4, 3), image),
    record("conv2d relu", Conv2D(4, (3, 2), activation="relu"), image),
    record("conv2d without bias", Conv2D(4, 1, use_bias=False), image),
    record("conv2d same", Conv2D(4, 3, padding="same"), image),
    record("conv2d same even kernel", Conv2D(4, (2, 4), padding="same"), image),
    record("conv2d strides", Conv2D(4, 3, strides=2), image),
    record("conv2d uneven strides", Conv2D(4, 3, strides=(1, 2)), image),
    record("conv2d same strides", Conv2D(4, 3, strides=2, padding="same"), image),
    record("conv2d same strides even", Conv2D(4, (2, 5), strides=(2, 3), padding="same"), image),
    record("conv2d same stride above kernel", Conv2D(4, 1, strides=2, padding="same"), image),
    record("conv2d same strides on even", Conv2D(4, 3, strides=2, padding="same"), (2, 8, 8, 3)),
    record("conv2d dilation", Conv2D(4, 2, dilation_rate=2), image),
    record("conv2d uneven dilation", Conv2D(4, 2, dilation_rate=(1, 3)), image),
    record("conv2d same dilation", Conv2D(4, 3, dilation_rate=2, padding="same"), image),
    record("conv2d same dilation even", Conv2D(4, (2, 4), dilation_rate=(3, 1), padding="same"), image),
    record("conv2d groups", Conv2D(6, 3, groups=2), (2, 5, 5, 4)),
    record("conv2d groups same strides", Conv2D(6, 3, groups=3, strides=2, padding="same"), (2, 6, 5, 6)),
    record("conv2d one channel", Conv2D(8, 5, activation="tanh"), (3, 9, 8, 1)),
    record("conv2d many channels", Conv2D(16, 3, padding="same"), (2, 5, 5, 16)),
    record("conv2d options", Conv2D(2, 2, activation="sigmoid", kernel_initializer="he_normal",
        kernel_regularizer="l2", bias_regularizer="l1", kernel_constraint=constraints.MaxNorm(1.5), bias_constraint="non_neg"), image),
    record("conv1d", Conv1D(4, 3), (2, 7, 3)),
    record("conv1d same strides", Conv1D(4, 4, strides=3, padding="same"), (2, 8, 3)),
    record("conv1d causal", Conv1D(4, 3, padding="causal"), (2, 7, 3)),
    record("conv1d causal dilation", Conv1D(4, 3, padding="causal", dilation_rate=2, activation="relu"), (2, 7, 3)),
    record("conv1d causal strides", Conv1D(4, 2, padding="causal", strides=2), (2, 7, 3)),
    record("conv1d groups", Conv1D(4, 2, groups=2, dilation_rate=3), (2, 9, 4)),
    record("conv3d", Conv3D(3, 2), (2, 4, 5, 3, 2)),
    record("conv3d same strides", Conv3D(3, (2, 3, 1), strides=(2, 2, 1), padding="same"), (2, 4, 5, 3, 2)),
    record("conv3d same", Conv3D(3, 3, padding="same", activation="relu"), (2, 4, 5, 3, 2)),
    record("conv3d dilation", Conv3D(3, 2, dilation_rate=2, use_bias=False), (2, 4, 5, 3, 2)),
    record("conv3d same dilation", Conv3D(3, 2, dilation_rate=(2, 1, 2), padding="same"), (2, 4, 5, 3, 2)),
    record("conv3d groups", Conv3D(4, 2, groups=2), (2, 3, 3, 3, 2)),
]
for rank, kind, size in [(1, layers.Conv1DTranspose, (5,)), (2, layers.Conv2DTranspose, (3, 2)), (3, layers.Conv3DTranspose, (2, 3, 2))]:
    for label, options in [
        ("", dict(kernel_size=3)),
        ("relu", dict(kernel_size=2, activation="relu", use_bias=False)),
        ("strides", dict(kernel_size=3, strides=2)),
        ("strides above kernel", dict(kernel_size=2, strides=3)),
        ("same", dict(kernel_size=3, padding="same")),
        ("same even", dict(kernel_size=4, padding="same")),
        ("same strides", dict(kernel_size=3, strides=2, padding="same")),
        ("same strides even", dict(kernel_size=4, strides=2, padding="same")),
        ("same strides above kernel", dict(kernel_size=2, strides=3, padding="same")),
        ("dilation", dict(kernel_size=2, dilation_rate=2)),
        ("same dilation", dict(kernel_size=3, dilation_rate=2, padding="same")),
        ("output padding", dict(kernel_size=3, strides=2, output_padding=1)),
        ("same output padding", dict(kernel_size=3, strides=2, output_padding=1, padding="same")),
        ("same output padding zero", dict(kernel_size=4, strides=2, output_padding=0, padding="same")),
    ]:
        records.append(record(f"conv{rank}d transpose {label}".strip(), kind(3, **options), (2, *size, 2)))
for rank, kind, size in [(1, layers.DepthwiseConv1D, (7,)), (2, layers.DepthwiseConv2D, (6, 7))]:
    for label, options in [
        ("", dict(kernel_size=3)),
        ("multiplier", dict(kernel_size=2, depth_multiplier=2, activation="relu")),
        ("same strides", dict(kernel_size=3, strides=2, padding="same")),
        ("same strides even", dict(kernel_size=2, strides=2, padding="same", depth_multiplier=3, use_bias=False)),
        ("strides", dict(kernel_size=2, strides=3)),
        ("dilation", dict(kernel_size=2, dilation_rate=2)),
        ("same dilation", dict(kernel_size=3, dilation_rate=2, padding="same", depth_multiplier=2)),
    ]:
        records.append(record(f"depthwise conv{rank}d {label}".strip(), kind(**options), (2, *size, 3)))
for rank, kind, size in [(1, layers.SeparableConv1D, (7,)), (2, layers.SeparableConv2D, (6, 7))]:
    for label, options in [
        ("", dict(kernel_size=3)),
        ("multiplier", dict(kernel_size=2, depth_multiplier=2, activation="relu", pointwise_regularizer="l2", depthwise_constraint="unit_norm")),
        ("same strides", dict(kernel_size=3, strides=2, padding="same", use_bias=False)),
        ("same dilation", dict(kernel_size=2, dilation_rate=2, padding="same")),
    ]:
        records.append(record(f"separable conv{rank}d {label}".strip(), kind(4, **options), (2, *size, 3)))
recording.write("layers_convolutional", records)
