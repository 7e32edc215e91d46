"""Padding, cropping and enlarging."""

from layer_recording import record
import recording
from keras import layers

line, image, volume = (2, 5, 3), (2, 5, 4, 3), (2, 4, 3, 5, 2)
records = [
    record("zero padding1d", layers.ZeroPadding1D(), line),
    record("zero padding1d uneven", layers.ZeroPadding1D((0, 2)), line),
    record("zero padding2d", layers.ZeroPadding2D(2), image),
    record("zero padding2d by axis", layers.ZeroPadding2D((1, 3)), image),
    record("zero padding2d by side", layers.ZeroPadding2D(((1, 0), (2, 3))), image),
    record("zero padding3d", layers.ZeroPadding3D(), volume),
    record("zero padding3d by side", layers.ZeroPadding3D(((1, 0), (0, 2), (1, 1))), volume),
    record("cropping1d", layers.Cropping1D(), line),
    record("cropping1d uneven", layers.Cropping1D((0, 3)), line),
    record("cropping2d", layers.Cropping2D(1), image),
    record("cropping2d by axis", layers.Cropping2D((2, 1)), image),
    record("cropping2d by side", layers.Cropping2D(((1, 0), (0, 3))), image),
    record("cropping3d", layers.Cropping3D(1), volume),
    record("cropping3d by side", layers.Cropping3D(((1, 0), (0, 2), (0, 0))), volume),
    record("up sampling1d", layers.UpSampling1D(3), line),
    record("up sampling2d", layers.UpSampling2D(), image),
    record("up sampling2d uneven", layers.UpSampling2D((3, 1)), image),
    record("up sampling2d bilinear", layers.UpSampling2D(2, interpolation="bilinear"), image),
    record("up sampling2d bilinear uneven", layers.UpSampling2D((3, 4), interpolation="bilinear"), image),
    record("up sampling2d bicubic", layers.UpSampling2D(2, interpolation="bicubic"), image),
    record("up sampling2d lanczos3", layers.UpSampling2D((2, 3), interpolation="lanczos3"), image),
    record("up sampling3d", layers.UpSampling3D((2, 1, 3)), volume),
]
recording.write("layers_spatial", records)
