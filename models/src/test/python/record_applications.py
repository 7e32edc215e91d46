"""Builds the architectures of keras.applications in Keras and records what ApplicationsTest compares with.

    KERAS_BACKEND=jax python record_applications.py             all
    KERAS_BACKEND=jax python record_applications.py NAME FILE   writes the text of one architecture, to find a difference

writes ../resources/dev/braid/models/applications/{architectures,weights}.txt. Needs Keras 3.15.

Each line of a text is a layer: class, name, options, inputs. The text itself would be large, so that only its SHA-256 is
recorded, with the number of layers and weights and the shape of the output.
"""

import hashlib
import os
import pathlib
import struct
import sys

os.environ.setdefault("KERAS_BACKEND", "jax")

import keras
from keras import applications
from keras.src.utils import file_utils

FOLDER = pathlib.Path(__file__).parent.parent / "resources" / "dev" / "braid" / "models" / "applications"

# Options that only choose how Keras stores or computes a layer.
SKIPPED = {"name", "trainable", "dtype", "seed", "sparse", "ragged", "synchronized", "quantization_config", "input_axes",
           "output_axes", "optional", "data_format"}
# Options that Braid lacks, with the only value that it supports.
ONLY = {"renorm": False, "renorm_clipping": None, "renorm_momentum": 0.99, "autocast": True, "lora_rank": None}


def text(value):
    if isinstance(value, dict):
        if value.get("class_name") == "__keras_tensor__":
            return ":".join(str(part) for part in value["config"]["keras_history"])
        if "class_name" in value and "config" in value:
            return f"{value['class_name']}{text(value['config'])}"
        entries = [(k, v) for k, v in sorted(value.items()) if k not in SKIPPED and not (k in ONLY and v == ONLY[k])]
        return "{" + ",".join(f"{k}={text(v)}" for k, v in entries) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(text(each) for each in value) + "]"
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        if float(value) == int(value):
            return str(int(value))
        return struct.pack(">d", value).hex()
    return str(value)


def lines(config):
    for layer in config["layers"]:
        options = layer["config"]
        if layer["class_name"] == "Sequential":
            inner = [each for each in options["layers"] if each["class_name"] != "InputLayer"]
            options = {"layers": [[each["class_name"], each["config"]["name"], each["config"]] for each in inner]}
        inputs = [[node["args"], {k: v for k, v in node["kwargs"].items() if v is not None and v is not False}]
                  for node in layer["inbound_nodes"]]
        yield f"{layer['class_name']} {layer['config']['name']} {text(options)} {text(inputs)}"


CASES = {}


def case(case_name, architecture, /, *shape, **options):
    CASES[case_name] = (architecture, shape or None, options)


for name, size in {
    "Xception": 71, "VGG16": 32, "VGG19": 32, "ResNet50": 32, "ResNet101": 32, "ResNet152": 32, "ResNet50V2": 32,
    "ResNet101V2": 32, "ResNet152V2": 32, "InceptionV3": 75, "InceptionResNetV2": 75, "MobileNet": 32,
    "MobileNetV2": 32, "MobileNetV3Small": 32, "MobileNetV3Large": 32, "DenseNet121": 32, "DenseNet169": 32,
    "DenseNet201": 32, "NASNetMobile": 32, "NASNetLarge": 32, "EfficientNetB0": 32, "EfficientNetB1": 32,
    "EfficientNetB2": 32, "EfficientNetB3": 32, "EfficientNetB4": 32, "EfficientNetB5": 32, "EfficientNetB6": 32,
    "EfficientNetB7": 32, "EfficientNetV2B0": 32, "EfficientNetV2B1": 32, "EfficientNetV2B2": 32,
    "EfficientNetV2B3": 32, "EfficientNetV2S": 32, "EfficientNetV2M": 32, "EfficientNetV2L": 32, "ConvNeXtTiny": 32,
    "ConvNeXtSmall": 32, "ConvNeXtBase": 32, "ConvNeXtLarge": 32, "ConvNeXtXLarge": 32,
}.items():
    case(name, name, size, size, 3, classes=10)

for name in ["Xception", "VGG16", "ResNet50", "ResNet50V2", "InceptionV3", "InceptionResNetV2", "MobileNet",
             "MobileNetV2", "MobileNetV3Small", "DenseNet121", "NASNetMobile", "EfficientNetB0", "EfficientNetV2B0",
             "ConvNeXtTiny"]:
    case(f"{name} with default options", name)
    case(f"{name} without top", name, include_top=False)
    case(f"{name} without top, average", name, include_top=False, pooling="avg")
    case(f"{name} without top, maximum, logits", name, include_top=False, pooling="max", classifier_activation=None)
    # Keras looks up the blocks of EfficientNetV2 by the name of the model
    named = {} if name == "EfficientNetV2B0" else {"name": "other"}
    case(f"{name} with logits", name, 99, 78, 3, classes=3, classifier_activation=None, **named)
for alpha in [0.25, 0.5, 0.75, 1.3]:
    case(f"MobileNet {alpha}", "MobileNet", 128, 128, 3, alpha=alpha, depth_multiplier=2, dropout=0.1)
for alpha in [0.35, 0.5, 0.75, 1.3, 1.4]:
    case(f"MobileNetV2 {alpha}", "MobileNetV2", 75, 50, 3, alpha=alpha)
for size in ["Small", "Large"]:
    for alpha in [0.35, 0.75, 1.4]:
        case(f"MobileNetV3{size} {alpha}", f"MobileNetV3{size}", 75, 50, 3, alpha=alpha, dropout_rate=0)
    case(f"MobileNetV3{size} minimalistic", f"MobileNetV3{size}", 64, 64, 3, minimalistic=True,
         include_preprocessing=False)
for name in ["EfficientNetV2B0", "EfficientNetV2S", "ConvNeXtTiny"]:
    case(f"{name} without preprocessing", name, 32, 32, 3, include_preprocessing=False)
for name in ["ResNet50", "EfficientNetB0", "EfficientNetV2B0", "ConvNeXtTiny"]:
    case(f"{name} of gray images", name, 32, 32, 1, classes=10)
for name in ["EfficientNetB0", "MobileNet", "MobileNetV2"]:
    case(f"{name} for ImageNet", name, 160, 100, 3, weights="imagenet", include_top=False)

requests = []


def get_file(fname, origin, file_hash=None, **_):
    requests.append((origin, file_hash))
    return fname


# What is requested for weights="imagenet" is recorded and not downloaded.
file_utils.get_file = get_file
keras.Model.load_weights = lambda self, path: None


def build(architecture, shape, options):
    keras.backend.clear_session()
    return getattr(applications, architecture)(input_shape=shape, **{"weights": None, **options})


def record(name):
    model = build(*CASES[name])
    found = "\n".join(lines(model.get_config()))
    sha = hashlib.sha256(found.encode()).hexdigest()
    shape = "x".join("?" if size is None else str(size) for size in model.output_shape[1:])
    return f"{name}|{model.name}|{found.count(chr(10)) + 1}|{model.count_params()}|{shape}|{sha}"


def record_weights():
    for name in [name for name in CASES if " " not in name]:
        for top in [True, False]:
            requests.clear()
            build(name, None, {"weights": "imagenet", "include_top": top})
            yield f"{name}|{'top' if top else 'no top'}|{requests[0][0]}|{requests[0][1]}"
    for name, sizes, alphas, options in [
        ("MobileNet", [128, 160, 192, 224], [0.25, 0.5, 0.75, 1.0], [{}]),
        ("MobileNetV2", [96, 128, 160, 192, 224], [0.35, 0.5, 0.75, 1.0, 1.3, 1.4], [{}]),
        ("MobileNetV3Small", [224], [0.75, 1.0], [{"minimalistic": False}]),
        ("MobileNetV3Large", [224], [0.75, 1.0], [{"minimalistic": False}]),
        ("MobileNetV3Small", [224], [1.0], [{"minimalistic": True}]),
        ("MobileNetV3Large", [224], [1.0], [{"minimalistic": True}]),
    ]:
        for size in sizes:
            for alpha in alphas:
                for option in options:
                    for top in [True, False]:
                        requests.clear()
                        build(name, (size, size, 3), {"weights": "imagenet", "include_top": top, "alpha": alpha, **option})
                        detail = f" {alpha} {size}{' minimalistic' if option.get('minimalistic') else ''}"
                        yield f"{name}{detail}|{'top' if top else 'no top'}|{requests[0][0]}|{requests[0][1]}"


if __name__ == "__main__":
    if len(sys.argv) > 1:
        model = build(*CASES[sys.argv[1]])
        pathlib.Path(sys.argv[2]).write_text("\n".join(lines(model.get_config())) + "\n")
        sys.exit()
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / "weights.txt").write_text("\n".join(record_weights()) + "\n")
    (FOLDER / "architectures.txt").write_text("\n".join(record(name) for name in CASES) + "\n")
