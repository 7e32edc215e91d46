"""Layers that keras.applications defines for itself."""

from layer_recording import record
import recording
from keras.src.applications.convnext import LayerScale, StochasticDepth
from keras.src.applications.inception_resnet_v2 import CustomScaleLayer

recording.write(
    "layers_applications",
    [
        record("layer scale", LayerScale(1e-6, 3), (2, 4, 5, 3)),
        record("stochastic depth", StochasticDepth(0.3), (4, 3, 2)),
        record("custom scale", CustomScaleLayer(0.17), (2, 3, 4, 3), (2, 3, 4, 3), build=lambda layer, *shapes: None),
    ],
)
