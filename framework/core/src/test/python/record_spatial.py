"""Padding, cropping and enlarging."""

from layer_recording import record
import recording
from keras import layers

line, picture, volume = (2, 5, 3), (2, 5, 4, 3), (2, 4, 3, 5, 2)
records = [
    record("zero padding1d", layers.ZeroPadding1D(), line),
    record("zero padding1d uneven", layers.ZeroPadding1D((0, 2)), line),
    record("zero padding2d", layers.ZeroPadding2D(2), picture),
    record("zero padding2d by axis", layers.ZeroPadding2D((1, 3)), picture),
    record("zero padding2d by side", layers.ZeroPadding2D(((1, 0), (2, 3))), picture),
    record("zero padding3d", layers.ZeroPadding3D(), volume),
    record("zero padding3d by side", layers.ZeroPadding3D(((1, 0), (0, 2), (1, 1))), volume),
    record("cropping1d", layers.Cropping1D(), line),
    record("cropping1d uneven", layers.Cropping1D((0, 3)), line),
    record("cropping2d", layers.Cropping2D(1), picture),
    record("cropping2d by axis", layers.Cropping2D((2, 1)), picture),
    record("cropping2d by side", layers.Cropping2D(((1, 0), (0, 3))), picture),
    record("cropping3d", layers.Cropping3D(1), volume),
    record("cropping3d by side", layers.Cropping3D(((1, 0), (0, 2), (0, 0))), volume),
    record("up sampling1d", layers.UpSampling1D(3), line),
    record("up sampling2d", layers.UpSampling2D(), picture),
    record("up sampling2d uneven", layers.UpSampling2D((3, 1)), picture),
    record("up sampling2d bilinear", layers.UpSampling2D(2, interpolation="bilinear"), picture),
    record("up sampling2d bilinear uneven", layers.UpSampling2D((3, 4), interpolation="bilinear"), picture),
    record("up sampling2d bicubic", layers.UpSampling2D(2, interpolation="bicubic"), picture),
    record("up sampling2d lanczos3", layers.UpSampling2D((2, 3), interpolation="lanczos3"), picture),
    record("up sampling3d", layers.UpSampling3D((2, 1, 3)), volume),
]
recording.write("layers_spatial", records)
