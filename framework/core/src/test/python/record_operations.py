"""Records what keras.ops computes, for the tests of the operations, in src/test/resources/operations.

    KERAS_BACKEND=jax python record_operations.py
    KERAS_BACKEND=torch python record_operations.py compare

`compare` writes nothing and prints where another backend differs from the recorded numbers.
"""

import inspect
import json
import os
import pathlib
import sys
import warnings

os.environ.setdefault("KERAS_BACKEND", "jax")
warnings.filterwarnings("ignore")

import keras
import numpy as np
from keras.saving import serialize_keras_object
from recording import FOLDER

FOLDER = FOLDER.parent / "operations"
RANDOM = np.random.default_rng(11)
GROUPS = {}
NAN, INF = float("nan"), float("inf")


# Inputs. Distances of at least 0.06 from kinks and ties keep central differences honest.


def draw(*shape, low=-2.0, high=2.0, kinks=()):
    """Random values that stay away from the kinks."""
    values = RANDOM.uniform(low, high, shape)
    for _ in range(1000):
        near = np.zeros(shape, bool)
        for kink in kinks:
            near |= np.abs(values - kink) < 0.06
        if not near.any():
            break
        values = np.where(near, RANDOM.uniform(low, high, shape), values)
    return np.round(values, 4).astype("float32")


def signed(*shape):
    return draw(*shape, kinks=[0.0])


def positive(*shape):
    return draw(*shape, low=0.2, high=2.0)


def distinct(*shape):
    """Values of which no two are closer than 0.1."""
    count = int(np.prod(shape))
    values = (RANDOM.permutation(count) - count / 2) * 0.13 + RANDOM.uniform(0.0, 0.03, count)
    return np.round(values.reshape(shape), 4).astype("float32")


def between(*shape, low=-3, high=4):
    """Values whose fraction is far from 0, 0.5 and 1."""
    fraction = np.where(RANDOM.random(shape) < 0.5, RANDOM.uniform(0.1, 0.4, shape), RANDOM.uniform(0.6, 0.9, shape))
    return np.round(RANDOM.integers(low, high, shape) + fraction, 4).astype("float32")


def apart(x, *shape):
    """Values that differ from x by at least 0.1 after broadcasting."""
    for _ in range(1000):
        y = draw(*shape)
        if np.abs(x - y).min(initial=1.0) > 0.1:
            return y
    raise AssertionError("no such values")


def whole(*shape, low=-4, high=5):
    return RANDOM.integers(low, high, shape).astype("int32")


def flags(*shape):
    return RANDOM.random(shape) > 0.5


def f(*values):
    return np.array(values, "float32")


def i(values):
    return np.array(values, "int32")


def b(values):
    return np.array(values, "bool")


def empty(*shape):
    return np.zeros(shape, "float32")


# Calling and writing.


def function(name):
    for module in (keras.ops, keras.ops.image, keras.activations):
        if hasattr(module, name):
            return getattr(module, name)
    raise AttributeError(name)


LISTS = {"concatenate", "stack", "hstack", "vstack", "dstack"}


def call(name, inputs, arguments):
    called = function(name)
    if name == "einsum":
        return called(arguments["subscripts"], *inputs)
    if name == "meshgrid":
        return called(*inputs, **arguments)
    if name == "select":
        half = len(inputs) // 2
        return called(list(inputs[:half]), list(inputs[half:]), **arguments)
    if name in LISTS:
        return called(list(inputs), **arguments)
    free = [p for p in inspect.signature(called).parameters if p not in arguments]
    return called(**dict(zip(free, inputs)), **arguments)


def written(arguments):
    """Arguments as Keras writes them into a file, but infinities as strings."""
    return {k: str(v).replace("inf", "Infinity") if isinstance(v, float) and np.isinf(v) else serialize_keras_object(v) for k, v in arguments.items()}


def numbers(array):
    array = np.asarray(array)
    if array.dtype == bool or "int" in str(array.dtype):
        return array.ravel().tolist()
    kinds = {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}
    return [kinds.get(str(float(x))) or float(f"{x:.9g}") for x in array.ravel()]


def record(array):
    array = np.asarray(array)
    return dict(shape=list(array.shape), dtype=str(array.dtype), values=numbers(array))


def flat(result):
    return list(result) if isinstance(result, (list, tuple)) else [result]


def case(group, operation, *inputs, about=None, **arguments):
    tensors = [keras.ops.convert_to_tensor(x) for x in inputs]
    try:
        outputs = [record(keras.ops.convert_to_numpy(x)) for x in flat(call(operation, tensors, arguments))]
    except Exception as problem:
        print("fails:", operation, [x.shape for x in inputs], arguments, str(problem).split("\n")[0][:150])
        return
    entry = dict(operation=operation)
    if about:
        entry["about"] = about
    entry.update(inputs=[record(x) for x in inputs], arguments=written(arguments), outputs=outputs)
    GROUPS.setdefault(group, []).append((entry, inputs, arguments))


def elementwise():
    def add(operation, *inputs, **arguments):
        case("elementwise", operation, *inputs, **arguments)

    for operation in ["add", "subtract", "multiply"]:
        add(operation, draw(2, 3), draw(2, 3))
        add(operation, draw(2, 3, 2), draw(3, 1))
        add(operation, draw(4, 1), draw(1, 3))
        add(operation, draw(2, 3), x2=2)
        add(operation, draw(2, 3), x1=1.5)
        add(operation, whole(2, 3), whole(3))
        add(operation, whole(2, 3), draw(2, 3), about="int32 with float32")
        add(operation, empty(0, 3), draw(1, 3), about="empty")
    add("add", whole(2, 2), x2=1.5, about="an int32 with a float constant is float32")
    add("add", flags(2, 3), whole(2, 3), about="bool with int32")
    add("multiply", flags(2, 3), draw(2, 3), about="bool with float32")
    add("add", draw(), draw(2))
    for operation in ["divide", "true_divide"]:
        add(operation, draw(2, 3), positive(3))
        add(operation, draw(2, 1, 3), positive(2, 1))
        add(operation, draw(2, 3), x2=4)
        add(operation, positive(2, 3), x1=1.0)
        add(operation, whole(2, 3), whole(2, 3, low=1), about="two int32 divide to float32")
    add("divide", f(1.0, -1.0, 0.0), f(0.0, 0.0, 0.0), about="by zero")
    add("divide_no_nan", f(1.0, -2.0, 0.0, 3.0), f(0.0, 0.5, 0.0, -2.0), about="by zero")
    add("divide_no_nan", draw(2, 3), positive(1, 3))
    for operation in ["floor_divide", "mod"]:
        add(operation, f([5.3, -5.3, 2.9], [-2.2, 7.7, -0.4]), f(2.0, -1.5, 0.7))
        add(operation, f([5.3], [-5.3]), f([2.0, -2.0]))
        add(operation, f(5.3, -5.3), x2=2)
        add(operation, i([7, -7, 7, -7]), i([3, 3, -3, -3]), about="rounds towards minus infinity")
    add("power", positive(2, 3), draw(3))
    add("power", positive(2, 1), draw(1, 3))
    add("power", signed(2, 3), x2=2)
    add("power", draw(2, 3), x1=2)
    add("power", signed(2, 3), x2=3)
    add("power", whole(2, 3), x2=2, about="int32")
    add("power", positive(2, 3), x2=-0.5)
    for operation in ["maximum", "minimum"]:
        x = draw(2, 3)
        add(operation, x, apart(x, 2, 3))
        x = draw(2, 3, 2)
        add(operation, x, apart(x, 3, 1))
        add(operation, signed(2, 3), x2=0)
        add(operation, whole(2, 3), x2=1)
        add(operation, f(1.0, NAN, 2.0), f(NAN, 1.0, 2.0), about="not a number, and a tie")
        add(operation, empty(2, 0), draw(2, 1), about="empty")
    for operation in ["equal", "not_equal", "greater", "greater_equal", "less", "less_equal"]:
        add(operation, whole(2, 4, low=0, high=3), whole(4, low=0, high=3))
        add(operation, f([1.0, 2.0, NAN], [0.0, -1.0, INF]), f([1.0], [-0.0]), about="equal values, not a number")
        add(operation, whole(2, 3).astype("float32"), x2=0)
        add(operation, whole(2, 3), x2=1)
        add(operation, empty(0, 2), draw(2), about="empty")
    for operation in ["logical_and", "logical_or", "logical_xor"]:
        add(operation, flags(2, 4), flags(4))
        add(operation, b([[True], [False]]), b([[True, False]]))
        add(operation, f(0.0, 1.0, -2.0), i([1, 1, 0]), about="numbers that are not zero are true")
    add("logical_not", flags(2, 4))
    add("logical_not", f(0.0, 1.0, -2.0), about="numbers that are not zero are true")
    add("where", flags(2, 3), draw(2, 3), draw(2, 3))
    add("where", flags(2, 3), draw(3), draw(2, 1))
    add("where", flags(2, 1), draw(2, 3), x2=0.0)
    add("where", flags(4), x1=1, x2=0)
    add("where", flags(2, 3), whole(3), draw(2, 3), about="int32 with float32")
    add("where", i([0, 2, -1]), draw(3), draw(3), about="an int32 condition")

    smooth = dict(
        negative=draw, exp=draw, expm1=draw, exp2=draw, log=positive, log10=positive, log1p=positive, log2=positive, sqrt=positive,
        rsqrt=positive, square=draw, reciprocal=positive, sin=draw, cos=draw, tan=lambda *s: draw(*s, low=-1.2, high=1.2),
        arcsin=lambda *s: draw(*s, low=-0.9, high=0.9), arccos=lambda *s: draw(*s, low=-0.9, high=0.9), arctan=draw, sinh=draw,
        cosh=draw, tanh=draw, arcsinh=draw, arccosh=lambda *s: draw(*s, low=1.2, high=3.0),
        arctanh=lambda *s: draw(*s, low=-0.9, high=0.9), erf=draw, erfc=draw, abs=signed, absolute=signed, sign=signed,
        floor=between, ceil=between, round=between, trunc=between,
    )
    for operation, values in smooth.items():
        add(operation, values(2, 3))
        add(operation, values(2, 1, 3))
        add(operation, values(0, 3), about="empty")
    for operation in ["exp", "expm1", "tanh", "sinh", "erf", "arctan", "square", "abs"]:
        add(operation, f(-INF, -30.0, 0.0, 30.0, INF, NAN), about="far out")
    for operation in ["log", "log1p", "log2", "sqrt", "rsqrt", "reciprocal"]:
        add(operation, f(-2.0, -1.0, 0.0, INF, NAN), about="at the edge of the domain")
    for operation in ["exp", "log", "sqrt", "sin", "tanh"]:
        add(operation, i([1, 2, 3]), about="an int32 gives float32")
    for operation in ["square", "abs", "negative", "sign"]:
        add(operation, i([-3, 0, 2]), about="int32")
    add("abs", f(-0.0, 0.0), about="at the kink")
    add("sign", f(-0.0, 0.0, NAN, -INF), about="at the kink")
    add("round", f(-2.5, -1.5, -0.5, 0.5, 1.5, 2.5), about="halves go to the even neighbour")
    add("round", draw(2, 3), decimals=1)
    add("round", f(1234.5, -1267.0), decimals=-2)
    add("floor", i([-3, 2]), about="an int32 gives float32")
    add("ceil", i([-3, 2]), about="an int32 gives float32")
    add("clip", draw(2, 3, kinks=[-0.5, 0.7]), x_min=-0.5, x_max=0.7)
    add("clip", draw(2, 1, 3, kinks=[0, 1]), x_min=0, x_max=1)
    add("clip", whole(2, 3), x_min=-1, x_max=2)
    add("clip", f(-0.5, 0.7, NAN), x_min=-0.5, x_max=0.7, about="at the kinks")
    add("arctan2", signed(2, 3), signed(3))
    add("arctan2", signed(2, 1), signed(1, 3))
    add("arctan2", f(1.0, -1.0, 1.0, -1.0), f(1.0, 1.0, -1.0, -1.0), about="each quadrant")
    add("logaddexp", draw(2, 3), draw(3))
    add("logaddexp", f(100.0, -100.0), f(99.0, -101.0), about="far out")
    for operation in ["isnan", "isinf", "isfinite"]:
        add(operation, f(1.0, NAN, INF, -INF))
    add("cast", draw(2, 3, low=-3), dtype="int32", about="rounds towards zero")
    add("cast", f(0.0, 0.3, -2.0), dtype="bool")
    add("cast", flags(2, 3), dtype="float32")
    add("cast", whole(2, 3), dtype="float32")
    add("stop_gradient", draw(2, 3))


def activations():
    def add(operation, *inputs, **arguments):
        case("activations", operation, *inputs, **arguments)

    kinks = dict(
        relu=[0], relu6=[0, 6], leaky_relu=[0], hard_sigmoid=[-3, 3], hard_silu=[-3, 3], hard_tanh=[-1, 1], hard_shrink=[-0.5, 0.5],
        soft_shrink=[-0.5, 0.5], elu=[0], selu=[0], celu=[0], sparse_plus=[-1, 1], sparse_sigmoid=[-1, 1],
    )
    for operation, at in kinks.items():
        add(operation, draw(2, 3, low=-2, kinks=at))
        add(operation, draw(3, 1, 2, low=-7, high=8, kinks=at))
        add(operation, empty(0, 2), about="empty")
        add(operation, f(*at), about="at the kinks")
    add("leaky_relu", signed(2, 3), negative_slope=0.1)
    add("elu", signed(2, 3), alpha=0.5)
    add("celu", signed(2, 3), alpha=0.5)
    add("hard_shrink", draw(2, 3, kinks=[-1, 1]), threshold=1.0)
    add("soft_shrink", draw(2, 3, kinks=[-1, 1]), threshold=1.0)
    add("threshold", draw(2, 3, kinks=[0.5]), threshold=0.5, default_value=-1.0)
    add("threshold", draw(3, 1, kinks=[0]), threshold=0, default_value=20)
    for operation in ["sigmoid", "silu", "softplus", "softsign", "log_sigmoid", "gelu", "tanh_shrink", "squareplus", "mish"]:
        add(operation, signed(2, 3))
        add(operation, draw(3, 1, 2, low=-7, high=7, kinks=[0]))
        add(operation, f(-100.0, -30.0, 30.0, 100.0), about="far out")
        add(operation, empty(0, 2), about="empty")
    add("gelu", draw(2, 3), approximate=False)
    add("squareplus", draw(2, 3), b=2)
    add("exponential", draw(2, 3))
    add("glu", draw(2, 4))
    add("glu", draw(2, 4, 3), axis=1)
    for operation in ["softmax", "log_softmax"]:
        add(operation, draw(2, 3))
        add(operation, draw(2, 3, 4), axis=1)
        add(operation, draw(2, 3, 2), axis=-2)
        add(operation, draw(3, 1), axis=-1, about="an axis of size 1")
        add(operation, f([1000.0, 999.0, -1000.0]), about="far out")
        add(operation, draw(2, 3), axis=None)
        add(operation, empty(0, 3), about="empty")
    add("softmax", draw(2, 3, 2), axis=[1, 2])
    add("sparsemax", f([1.0, 0.8, -1.0], [0.3, 2.0, 0.5]))
    add("sparsemax", f([[0.1], [0.4]], [[3.0], [0.2]]), axis=1)


def reductions():
    def add(operation, *inputs, **arguments):
        case("reductions", operation, *inputs, **arguments)

    values = dict(sum=draw, mean=draw, prod=signed, var=draw, std=draw, max=distinct, min=distinct, logsumexp=draw, amax=distinct, amin=distinct)
    for operation, make in values.items():
        add(operation, make(2, 3))
        add(operation, make(2, 3, 2), axis=1)
        add(operation, make(2, 3, 2), axis=-1, keepdims=True)
        add(operation, make(2, 3, 2), axis=(0, -1))
        add(operation, make(2, 1, 3), axis=(1,), keepdims=True, about="an axis of size 1" + ("" if operation != "std" else ", at the kink"))
        if operation in ("sum", "prod", "mean"):
            add(operation, empty(2, 0, 3), axis=1, about="over an empty axis")
        add(operation, empty(0, 3), axis=1, about="empty")
    for operation in ["sum", "mean", "prod", "max", "min", "var"]:
        add(operation, whole(2, 3), axis=1, about="int32")
    for operation in ["sum", "mean", "prod"]:
        add(operation, flags(2, 3), axis=0, about="bool")
    add("sum", draw(2, 3), axis=(), about="over no axis")
    add("max", f([1.0, NAN, 2.0]), axis=1, about="not a number")
    add("max", distinct(2, 3), axis=1, initial=0.01)
    add("min", distinct(2, 3), axis=1, initial=0.01)
    add("max", f([2.0, 2.0, 1.0]), axis=1, about="a tie")
    add("logsumexp", f([1000.0, 1000.0], [-1000.0, -1001.0]), axis=1, about="far out")
    for operation in ["any", "all"]:
        add(operation, flags(2, 3))
        add(operation, flags(2, 3, 2), axis=1)
        add(operation, flags(2, 3, 2), axis=(0, -1), keepdims=True)
        add(operation, f([0.0, 1.0], [0.0, 0.0]), axis=-1, about="numbers that are not zero are true")
        add(operation, b(np.zeros((2, 0))), axis=1, about="over an empty axis")
    for operation in ["argmax", "argmin"]:
        add(operation, distinct(2, 3))
        add(operation, distinct(2, 3, 2), axis=1)
        add(operation, distinct(2, 3, 2), axis=-1, keepdims=True)
        add(operation, distinct(2, 1), axis=1, about="an axis of size 1")
        add(operation, f([1.0, 3.0, 3.0, 1.0, 1.0]), axis=1, about="the first of equal values")
        add(operation, whole(2, 4), axis=0)
    for operation in ["cumsum", "cumprod"]:
        add(operation, signed(2, 3))
        add(operation, signed(2, 3, 2), axis=1)
        add(operation, signed(2, 3), axis=-1)
        add(operation, whole(2, 3), axis=0)
        add(operation, signed(3, 1), axis=1, about="an axis of size 1")
        add(operation, empty(0, 3), axis=0, about="empty")
    add("cumsum", flags(2, 3), axis=1, about="bool gives int32")
    add("norm", signed(4))
    add("norm", signed(2, 3), axis=-1, keepdims=True)
    add("norm", signed(2, 3), axis=1, ord=1)
    add("norm", distinct(2, 3), axis=1, ord=INF)
    add("norm", distinct(2, 3), axis=0, ord=-INF)
    add("norm", signed(2, 3), axis=1, ord=3)
    add("norm", signed(2, 3, 2), axis=(1, 2), ord="fro")
    add("norm", signed(2, 3, 2))
    add("normalize", signed(2, 3))
    add("normalize", signed(2, 3, 2), axis=1)
    add("normalize", signed(2, 3), axis=-1, order=1)
    add("normalize", signed(2, 3), axis=1, order=3)
    add("normalize", f([0.0, 0.0], [3.0, 4.0]), about="zeros stay zeros")
    add("count_nonzero", f([0.0, 1.0, 2.0], [0.0, 0.0, -1.0]), axis=1)
    add("count_nonzero", whole(2, 3, low=0, high=2))
    add("moments", draw(2, 3, 2), axes=[0, 1])
    add("moments", draw(2, 3, 2), axes=[-1], keepdims=True)
    add("median", distinct(2, 3), axis=1)
    add("median", distinct(2, 4), axis=-1, keepdims=True)
    add("average", draw(2, 3), axis=1)
    add("average", draw(2, 3), axis=1, weights=positive(2, 3))


def shapes():
    def add(operation, *inputs, **arguments):
        case("shapes", operation, *inputs, **arguments)

    add("reshape", draw(2, 6), newshape=(2, 3, 2))
    add("reshape", draw(2, 3, 2), newshape=(-1, 2))
    add("reshape", draw(2, 3), newshape=(-1,))
    add("reshape", draw(1, 1), newshape=())
    add("reshape", empty(0, 6), newshape=(-1, 2, 3), about="empty")
    add("transpose", draw(2, 3, 2))
    add("transpose", draw(2, 3, 4), axes=(0, 2, 1))
    add("transpose", draw(2, 3, 2), axes=(-1, 0, 1))
    add("swapaxes", draw(2, 3, 4), axis1=0, axis2=2)
    add("swapaxes", draw(2, 3, 4), axis1=-1, axis2=-2)
    add("swapaxes", whole(2, 1, 3), axis1=1, axis2=0)
    add("moveaxis", draw(2, 3, 4), source=0, destination=-1)
    add("moveaxis", draw(2, 3, 4), source=-1, destination=1)
    add("moveaxis", draw(2, 3, 4, 1), source=(0, 1), destination=(-1, -2))
    add("expand_dims", draw(2, 3), axis=1)
    add("expand_dims", draw(2, 3), axis=-1)
    add("expand_dims", draw(2, 3), axis=(0, -1))
    add("expand_dims", draw(), axis=0)
    add("squeeze", draw(1, 3, 1))
    add("squeeze", draw(1, 3, 1), axis=-1)
    add("squeeze", draw(1, 3, 1), axis=(0, 2))
    add("squeeze", empty(0, 1), axis=1, about="empty")
    add("concatenate", draw(2, 3), draw(1, 3))
    add("concatenate", draw(2, 3), draw(2, 1), draw(2, 2), axis=1)
    add("concatenate", draw(2, 3, 1), draw(2, 2, 1), axis=-2)
    add("concatenate", whole(2, 2), draw(2, 1), axis=-1, about="int32 with float32")
    add("concatenate", empty(2, 0), draw(2, 2), axis=1, about="empty")
    add("concatenate", draw(2, 3), axis=1, about="one tensor")
    add("stack", draw(2, 3), draw(2, 3))
    add("stack", draw(2, 3), draw(2, 3), draw(2, 3), axis=1)
    add("stack", draw(2, 3), draw(2, 3), axis=-1)
    add("stack", draw(), draw())
    add("unstack", draw(3, 2))
    add("unstack", draw(2, 3, 2), axis=1)
    add("unstack", draw(2, 3), axis=-1)
    add("unstack", draw(2, 1), num=1, axis=1)
    add("split", draw(4, 2), indices_or_sections=2)
    add("split", draw(2, 6), indices_or_sections=3, axis=1)
    add("split", draw(2, 6), indices_or_sections=[1, 4], axis=-1)
    add("split", draw(2, 4), indices_or_sections=[0, 3], axis=1, about="an empty part")
    add("repeat", draw(2, 3), repeats=2)
    add("repeat", draw(2, 3), repeats=2, axis=1)
    add("repeat", draw(2, 3, 1), repeats=3, axis=-1)
    add("tile", draw(2, 3), repeats=2)
    add("tile", draw(2, 3), repeats=(2, 1))
    add("tile", draw(2, 3), repeats=(2, 1, 2))
    add("tile", draw(2, 1, 3), repeats=[2])
    add("pad", draw(2, 3), pad_width=1)
    add("pad", draw(2, 3), pad_width=((0, 0), (1, 2)))
    add("pad", draw(2, 3), pad_width=((1, 0), (0, 2)), constant_values=1.5)
    add("pad", draw(2, 4), pad_width=((0, 0), (2, 3)), mode="reflect")
    add("pad", draw(3, 3, 1), pad_width=((1, 2), (0, 1), (0, 0)), mode="reflect")
    add("pad", draw(2, 4), pad_width=((0, 1), (2, 3)), mode="symmetric")
    add("pad", draw(2, 3), pad_width=((0, 0), (0, 0)))
    add("pad", empty(0, 2), pad_width=((1, 0), (0, 0)), about="empty")
    add("flip", draw(2, 3))
    add("flip", draw(2, 3, 2), axis=1)
    add("flip", draw(2, 3, 2), axis=(0, -1))
    add("flip", empty(0, 2), axis=0, about="empty")
    add("roll", draw(2, 3), shift=1)
    add("roll", draw(2, 4), shift=-1, axis=1)
    add("roll", draw(2, 4), shift=7, axis=-1)
    add("roll", draw(3, 4), shift=(1, 2), axis=(0, 1))
    add("slice", draw(3, 4), start_indices=[0, 1], shape=[2, 2])
    add("slice", draw(2, 3, 2), start_indices=(1, 0, 1), shape=(1, 3, 1))
    add("slice", draw(4), start_indices=[2], shape=[2])
    whole_axis = slice(None)
    keys = [
        0, -1, (whole_axis, 0), (whole_axis, -1), (slice(1, 3),), (whole_axis, slice(1, None, 2)), (Ellipsis, 0),
        (Ellipsis, slice(None, None, -1)), (whole_axis, None), (None, Ellipsis, None, 1), (whole_axis, slice(-2, None), slice(None, -1)),
        (whole_axis, slice(3, 0, -2)), (1, 2, 3), (whole_axis, slice(2, 2)), (slice(0, 99), slice(-99, 2)), (Ellipsis,),
        (0, Ellipsis, slice(None, None, 3)),
    ]
    for key in keys:
        add("get_item", draw(3, 4, 4), key=key)
    add("broadcast_to", draw(3), shape=(2, 3))
    add("broadcast_to", draw(2, 1), shape=(2, 3))
    add("broadcast_to", draw(2, 1, 1), shape=(4, 2, 3, 1))
    add("broadcast_to", draw(), shape=(2,))
    add("ravel", draw(2, 3))
    add("ravel", draw())
    add("ravel", empty(2, 0), about="empty")
    for operation in ["tril", "triu"]:
        add(operation, draw(3, 4))
        add(operation, draw(2, 3, 3), k=-1)
        add(operation, draw(3, 2), k=1)
        add(operation, whole(3, 3), k=5)
    add("diagonal", draw(3, 4))
    add("diagonal", draw(3, 4), offset=1)
    add("diagonal", draw(3, 4), offset=-1)
    add("diagonal", draw(2, 3, 3), axis1=1, axis2=2)
    add("diagonal", draw(2, 3, 4), offset=2, axis1=-2, axis2=-1)
    add("eye", N=3)
    add("eye", N=2, M=4, k=1)
    add("eye", N=3, k=-1, dtype="int32")
    add("arange", start=4)
    add("arange", start=1, stop=8, step=3)
    add("arange", start=5, stop=0, step=-2)
    add("arange", start=0, stop=2.5, step=0.5)
    add("arange", start=3, dtype="float32")
    add("arange", start=2, stop=2, about="empty")
    for operation in ["zeros_like", "ones_like"]:
        add(operation, draw(2, 3))
        add(operation, whole(2, 1))
        add(operation, draw(2), dtype="int32")
        add(operation, empty(0, 2), about="empty")
    add("full_like", draw(2, 3), fill_value=2.5)
    add("full_like", whole(2, 1), fill_value=7)
    add("full_like", draw(2), fill_value=3, dtype="int32")
    add("zeros", shape=(2, 1))
    add("ones", shape=(3,), dtype="int32")
    add("full", shape=(2, 2), fill_value=0.5)


def products():
    def add(operation, *inputs, **arguments):
        case("products", operation, *inputs, **arguments)

    add("matmul", draw(2, 3), draw(3, 4))
    add("matmul", draw(2, 2, 3), draw(2, 3, 2))
    add("matmul", draw(2, 1, 2, 3), draw(3, 3, 2), about="the leading axes broadcast")
    add("matmul", draw(2, 2, 3), draw(3, 4))
    add("matmul", draw(3), draw(3, 2))
    add("matmul", draw(2, 2, 3), draw(3))
    add("matmul", draw(3), draw(3))
    add("matmul", whole(2, 3), whole(3, 2))
    add("matmul", empty(2, 0), empty(0, 3), about="over an empty axis")
    add("matmul", draw(1, 1), draw(1, 3), about="an axis of size 1")
    add("dot", draw(2, 3), draw(3, 2))
    add("dot", draw(3), draw(3))
    add("dot", draw(2, 3), draw(3))
    add("dot", draw(2, 2, 3), draw(2, 3, 2), about="every pair of matrices")
    add("dot", draw(2, 3), draw())
    add("tensordot", draw(2, 3, 4), draw(4, 2), axes=1)
    add("tensordot", draw(2, 3, 4), draw(3, 4, 2))
    add("tensordot", draw(2, 3, 4), draw(4, 3, 2), axes=((1, 2), (1, 0)))
    add("tensordot", draw(2, 3), draw(3, 2), axes=[[0], [-1]])
    add("tensordot", draw(2), draw(3), axes=0)
    for subscripts, sizes in [
        ("ij,jk->ik", [(2, 3), (3, 2)]), ("bij,bkj->bik", [(2, 3, 4), (2, 2, 4)]), ("bqhd,bkhd->bhqk", [(2, 2, 2, 3), (2, 3, 2, 3)]),
        ("...ij,jk->...ik", [(2, 2, 3), (3, 2)]), ("bi,bi->b", [(2, 3), (2, 3)]), ("ij->ji", [(2, 3)]), ("ij->j", [(2, 3)]),
        ("ii->i", [(3, 3)]), ("i,j->ij", [(2,), (3,)]), ("ij,jk,kl->il", [(2, 3), (3, 2), (2, 2)]), ("ij,jk", [(2, 3), (3, 2)]),
        ("bij,ij->bi", [(2, 2, 3), (2, 3)]), ("ij,ij->", [(2, 3), (2, 3)]), ("...i,...i->...", [(2, 1, 3), (3, 3)]),
    ]:
        add("einsum", *[draw(*size) for size in sizes], subscripts=subscripts)
    add("outer", draw(2), draw(3))
    add("outer", draw(2, 2), draw(3, 1), about="both are made flat")
    add("outer", whole(2), draw(2))
    add("inner", draw(2, 3), draw(2, 3))
    add("inner", draw(3), draw(3))


def selection():
    def add(operation, *inputs, **arguments):
        case("selection", operation, *inputs, **arguments)

    add("take", draw(4, 2), i([0, 3, 3]), axis=0)
    add("take", draw(2, 4), i([[0, -1], [2, 1]]), axis=1)
    add("take", draw(2, 3), i([5, 0]))
    add("take", draw(2, 3, 2), axis=1, indices=1)
    add("take", draw(2, 4), i([3, 0]), axis=-1)
    add("take", draw(3, 2), i(np.zeros((0,))), axis=0, about="no indices")
    add("take_along_axis", draw(2, 4), i([[0, 3], [2, -1]]), axis=1)
    add("take_along_axis", draw(3, 2), i([[0, 2]]), axis=0)
    add("take_along_axis", draw(2, 3, 2), i([[[0, 2]], [[1, 1]]]), axis=-2)
    add("take_along_axis", draw(2, 3), i([5, 1, 1]), axis=None)
    add("one_hot", i([0, 2, 1]), num_classes=3)
    add("one_hot", i([[0, 2], [1, 3]]), num_classes=4)
    add("one_hot", i([[0, 2], [1, 1]]), num_classes=3, axis=1)
    add("one_hot", i([0, -1, 3]), num_classes=3, about="outside the classes all values are zero")
    add("one_hot", i([1, 0]), num_classes=2, dtype="int32")
    add("multi_hot", i([[0, 2], [1, 1]]), num_classes=4)
    add("top_k", distinct(2, 4), k=2)
    add("top_k", distinct(2, 2, 3), k=1)
    add("top_k", distinct(2, 3), k=3)
    add("top_k", f([1.0, 3.0, 3.0, 2.0]), k=2, about="the first of equal values comes first")
    add("top_k", i([[4, 1, 3]]), k=2)
    for operation in ["sort", "argsort"]:
        add(operation, distinct(2, 4))
        add(operation, distinct(3, 2), axis=0)
        add(operation, distinct(2, 3, 2), axis=-2)
        add(operation, distinct(2, 1), axis=1, about="an axis of size 1")
        add(operation, i([[4, 1, 4, 1]]), about="equal values keep their order")
    add("in_top_k", i([0, 1, 2]), distinct(3, 3), k=1)
    add("in_top_k", i([0, 1, 2]), distinct(3, 3), k=2)
    add("in_top_k", i([1, 2]), distinct(2, 4), k=4)
    add("segment_sum", draw(5), i([0, 0, 1, 3, 3]), num_segments=4)
    add("segment_sum", draw(4, 2), i([2, 0, 2, 1]), num_segments=3)
    add("segment_sum", draw(3, 2), i([0, 0, 1]), num_segments=2, sorted=True)
    add("segment_max", distinct(4, 2), i([2, 0, 2, 1]), num_segments=3)
    add("segment_min", distinct(4, 2), i([2, 0, 2, 1]), num_segments=3)
    add("scatter", i([[0], [3], [1]]), draw(3), shape=(5,))
    add("scatter", i([[0, 1], [2, 0], [0, 1]]), draw(3), shape=(3, 2), about="equal places add up")
    add("scatter", i([[2], [0]]), draw(2, 3), shape=(4, 3))
    add("scatter_update", draw(4), i([[1], [3]]), draw(2))
    add("scatter_update", draw(3, 2), i([[0, 1], [2, 0]]), draw(2))
    add("scatter_update", draw(3, 2), i([[0], [2]]), draw(2, 2), reduction="add")
    add("slice_update", draw(3, 4), updates=draw(2, 2), start_indices=[1, 1])
    add("slice_update", draw(4), updates=draw(2), start_indices=[0])
    add("bincount", i([0, 2, 2, 5]))
    add("bincount", i([1, 1, 0]), minlength=4)
    add("bincount", i([1, 1, 0]), minlength=4, weights=draw(3))
    add("bincount", i([[1, 1, 0], [3, 0, 0]]), minlength=4)


def networks():
    def add(operation, *inputs, **arguments):
        case("networks", operation, *inputs, **arguments)

    add("conv", draw(2, 5, 2), draw(3, 2, 3))
    add("conv", draw(1, 6, 2), draw(2, 2, 2), strides=2, padding="same")
    add("conv", draw(1, 6, 1), draw(2, 1, 2), dilation_rate=2)
    add("conv", draw(1, 4, 5, 2), draw(2, 3, 2, 3))
    add("conv", draw(1, 5, 5, 2), draw(3, 3, 2, 1), strides=2, padding="same")
    add("conv", draw(1, 5, 4, 2), draw(2, 1, 2, 2), strides=(1, 2), padding="valid")
    add("conv", draw(1, 5, 5, 1), draw(2, 2, 1, 2), padding="same", dilation_rate=2)
    add("conv", draw(1, 3, 3, 4), draw(2, 2, 2, 4), about="two groups")
    add("conv", draw(1, 3, 3, 3, 1), draw(2, 2, 2, 1, 2))
    add("depthwise_conv", draw(1, 5, 2), draw(3, 2, 2))
    add("depthwise_conv", draw(1, 4, 4, 2), draw(2, 2, 2, 2))
    add("depthwise_conv", draw(1, 5, 5, 2), draw(3, 3, 2, 1), strides=2, padding="same")
    add("depthwise_conv", draw(1, 5, 5, 1), draw(2, 2, 1, 2), dilation_rate=(2, 1))
    add("separable_conv", draw(1, 4, 4, 2), draw(2, 2, 2, 2), draw(1, 1, 4, 3))
    add("separable_conv", draw(1, 5, 2), draw(2, 2, 1), draw(1, 2, 3), padding="same")
    add("conv_transpose", draw(1, 3, 2), draw(2, 3, 2), strides=2)
    add("conv_transpose", draw(1, 3, 3, 2), draw(3, 3, 2, 2), strides=2, padding="same")
    add("conv_transpose", draw(1, 2, 3, 1), draw(2, 2, 2, 1))
    for operation in ["max_pool", "average_pool"]:
        add(operation, distinct(1, 6, 2), pool_size=2, strides=2)
        add(operation, distinct(1, 5, 2), pool_size=3, strides=2, padding="same")
        add(operation, distinct(1, 4, 4, 2), pool_size=(2, 2), strides=(2, 2))
        add(operation, distinct(1, 5, 4, 1), pool_size=(2, 3), strides=(1, 2), padding="valid")
        add(operation, distinct(1, 5, 5, 1), pool_size=(2, 2), strides=2, padding="same")
        add(operation, distinct(1, 4, 2, 2, 1), pool_size=2, strides=2)
    add("batch_normalization", draw(3, 2), draw(2), positive(2), axis=-1)
    add("batch_normalization", draw(2, 3, 2), draw(2), positive(2), axis=-1, offset=draw(2), scale=positive(2), epsilon=0.01)
    add("batch_normalization", draw(2, 3, 2), draw(3), positive(3), axis=1)
    add("layer_normalization", draw(2, 4))
    add("layer_normalization", draw(2, 4), draw(4), draw(4), axis=-1, epsilon=0.001)
    add("layer_normalization", draw(2, 3, 2), axis=[1, 2])
    add("rms_normalization", draw(2, 4))
    add("rms_normalization", draw(2, 3, 2), draw(2), axis=-1, epsilon=0.01)
    add("binary_crossentropy", f([1.0, 0.0], [0.0, 1.0]), f([0.9, 0.2], [0.6, 0.3]))
    add("binary_crossentropy", f([1.0, 0.0], [0.0, 1.0]), draw(2, 2), from_logits=True)
    add("categorical_crossentropy", f([1.0, 0.0, 0.0], [0.0, 0.3, 0.7]), f([0.7, 0.2, 0.1], [0.3, 0.3, 0.4]))
    add("categorical_crossentropy", f([1.0, 0.0, 0.0], [0.0, 0.3, 0.7]), draw(2, 3), from_logits=True)
    add("sparse_categorical_crossentropy", i([0, 2]), f([0.7, 0.2, 0.1], [0.3, 0.3, 0.4]))
    add("sparse_categorical_crossentropy", i([[0, 2], [1, 1]]), draw(2, 2, 3), from_logits=True)
    add("dot_product_attention", draw(1, 3, 2, 2), draw(1, 4, 2, 2), draw(1, 4, 2, 2))
    add("dot_product_attention", draw(1, 3, 2, 2), draw(1, 3, 2, 2), draw(1, 3, 2, 2), is_causal=True)
    add("dot_product_attention", draw(1, 2, 1, 2), draw(1, 3, 1, 2), draw(1, 3, 1, 2), scale=0.5)


def images():
    def add(operation, *inputs, **arguments):
        case("images", operation, *inputs, **arguments)

    add("resize", draw(1, 3, 4, 2), size=(5, 6))
    add("resize", draw(1, 5, 6, 1), size=(3, 4))
    add("resize", draw(4, 4, 2), size=(2, 8), about="one image")
    add("resize", draw(1, 3, 4, 1), size=(6, 2), interpolation="nearest")
    add("resize", draw(1, 3, 3, 1), size=(4, 5), interpolation="nearest")
    add("resize", draw(1, 4, 4, 1), size=(6, 5), interpolation="bicubic")
    add("resize", draw(1, 6, 6, 1), size=(3, 4), antialias=True)
    add("resize", draw(1, 4, 6, 1), size=(3, 3), crop_to_aspect_ratio=True)
    add("resize", draw(1, 4, 6, 1), size=(3, 3), pad_to_aspect_ratio=True)
    add("resize", draw(1, 1, 1, 2), size=(2, 3), about="one pixel")
    add("crop_images", draw(1, 4, 5, 2), top_cropping=1, left_cropping=2, target_height=2, target_width=2)
    add("crop_images", draw(4, 5, 1), top_cropping=0, bottom_cropping=2, left_cropping=1, right_cropping=1)
    add("pad_images", draw(1, 2, 3, 2), top_padding=1, left_padding=2, target_height=4, target_width=6)
    add("pad_images", draw(2, 3, 1), top_padding=0, bottom_padding=2, left_padding=1, right_padding=1)
    add("rgb_to_grayscale", draw(1, 2, 3, 3, low=0.1, high=1.0))


def further():
    def add(operation, *inputs, **arguments):
        case("further", operation, *inputs, **arguments)

    add("fmod", f([5.3, -5.3], [2.9, -7.7]), f([2.0, 2.0], [-1.5, 1.5]))
    for operation in ["fmax", "fmin"]:
        x = draw(2, 3)
        add(operation, x, apart(x, 3))
        add(operation, f(1.0, NAN, NAN), f(NAN, 2.0, NAN), about="not a number")
    add("hypot", signed(2, 3), signed(3))
    add("logaddexp2", draw(2, 3), draw(3))
    add("logaddexp", f(-INF, INF, 1.0), f(-INF, INF, -INF), about="infinite")
    add("heaviside", signed(2, 3), draw(3))
    add("heaviside", f(0.0, -1.0, 2.0), f(0.5, 0.5, 0.5), about="at the jump")
    for operation in ["isposinf", "isneginf"]:
        add(operation, f(1.0, NAN, INF, -INF))
    for operation in ["isclose", "allclose"]:
        add(operation, f(1.0, 1.0, INF, NAN, 100.0), f(1.000001, 1.1, INF, NAN, -INF))
        add(operation, f(1.0, NAN), f(1.0, NAN), equal_nan=True)
    add("fabs", signed(2, 3))
    add("fabs", whole(3), about="an int32 gives float32")
    add("signbit", signed(2, 3))
    add("cbrt", signed(2, 3))
    add("sinc", signed(2, 3))
    add("sinc", f(0.0, 1.0), about="at zero")
    for operation in ["deg2rad", "rad2deg"]:
        add(operation, draw(2, 3))
    add("select", flags(2, 3), flags(2, 3), draw(2, 3), draw(2, 3), default=0.5)
    add("select", flags(3), draw(2, 3))
    add("nan_to_num", f(1.0, NAN, INF, -INF), about="not a number")
    add("nan_to_num", f(1.0, NAN, INF, -INF), nan=1.0, posinf=2.0, neginf=3.0, about="not a number")
    add("nan_to_num", draw(2, 2))
    add("array", draw(2, 2))
    add("array", draw(2, 2), dtype="int32")
    add("copy", draw(2, 2))
    add("ptp", distinct(2, 3), axis=1)
    add("ptp", distinct(2, 3), axis=0, keepdims=True)
    for operation in ["nansum", "nanmean", "nanmax", "nanmin", "nanprod"]:
        add(operation, f([1.0, NAN, 2.0], [3.0, 4.0, NAN]), axis=1, about="not a number")
        add(operation, distinct(2, 3), axis=0, keepdims=True)
        add(operation, distinct(2, 3))
    add("diff", draw(2, 4))
    add("diff", draw(4, 2), n=2, axis=0)
    for operation in ["fliplr", "flipud"]:
        add(operation, draw(2, 3))
    for k in [1, 2, 3, -1]:
        add("rot90", draw(2, 3), k=k)
    add("trace", draw(3, 4))
    add("trace", draw(2, 3, 3), offset=1, axis1=1, axis2=2)
    add("diag", draw(3))
    add("diag", draw(2), k=1)
    add("diag", draw(2), k=-2)
    add("diag", draw(3, 4), k=1)
    add("empty_like", draw(2, 3))
    add("depth_to_space", draw(1, 2, 3, 8), block_size=2)
    add("space_to_depth", draw(1, 4, 2, 2), block_size=2)
    add("append", draw(2, 2), draw(3))
    add("append", draw(2, 2), draw(2, 1), axis=1)
    add("hstack", draw(2), draw(3))
    add("hstack", draw(2, 1), draw(2, 3))
    add("vstack", draw(3), draw(3))
    add("vstack", draw(2, 3), draw(1, 3))
    add("dstack", draw(2, 3), draw(2, 3))
    add("dstack", draw(2, 3, 1), draw(2, 3, 2))
    add("array_split", draw(5, 2), indices_or_sections=3)
    add("array_split", draw(2, 4), indices_or_sections=2, axis=1)
    add("vsplit", draw(4, 2), indices_or_sections=2)
    add("hsplit", draw(2, 4), indices_or_sections=[1, 3])
    add("dsplit", draw(1, 2, 4), indices_or_sections=2)
    add("meshgrid", draw(2), draw(3))
    add("meshgrid", draw(2), draw(3), indexing="ij")
    add("segment_prod", signed(4, 2), i([0, 1, 0, 2]), num_segments=3)
    add("searchsorted", f(0.1, 0.5, 0.8), f([0.2, 0.5], [0.9, 0.0]))
    add("searchsorted", f(0.1, 0.5, 0.8), f([0.2, 0.5], [0.9, 0.0]), side="right")
    add("digitize", f([0.2, 0.5], [0.9, 0.0]), f(0.1, 0.5, 0.8))
    add("isin", i([[0, 1], [2, 3]]), i([1, 3, 5]))
    add("isin", i([[0, 1], [2, 3]]), i([1, 3, 5]), invert=True)
    add("vdot", draw(2, 3), draw(2, 3))
    add("cross", draw(2, 3), draw(2, 3))
    add("cross", draw(3, 2), draw(3, 2), axis=0)
    add("psnr", draw(2, 3), draw(2, 3), max_val=2.0)
    add("pad", draw(2, 3), pad_width=[[0, 0], [4, 5]], mode="reflect", about="farther than the size")
    add("pad", draw(2, 3), pad_width=[[0, 0], [4, 5]], mode="symmetric", about="farther than the size")
    add("repeat", draw(2, 3), repeats=i([1, 0, 2]), axis=1, about="its own number each")
    add("softmax", draw(2, 3, 2, 2), axis=1)
    add("cumsum", draw(2, 3, 2, 2), axis=1)
    add("argmax", f(1.0, NAN, 2.0), about="not a number")
    add("add", draw(1, 1), draw(4))
    add("maximum", f([1.5]), f(1.0, 2.0, 3.0))
    add("conv", draw(1, 2, 5, 5), draw(2, 2, 2, 3), data_format="channels_first")
    add("max_pool", distinct(1, 2, 4, 4), pool_size=2, strides=2, data_format="channels_first")
    add("conv_transpose", draw(1, 3, 2), draw(3, 3, 2), strides=2, padding="same", output_padding=1)
    add("conv_transpose", draw(1, 3, 2), draw(2, 3, 2), strides=3, padding="valid", output_padding=1)
    add("conv_transpose", draw(1, 3, 2), draw(1, 3, 2), strides=3)
    add("dot_product_attention", draw(1, 2, 1, 2), draw(1, 3, 1, 2), draw(1, 3, 1, 2), mask=b([[[[True, False, True], [True, True, False]]]]))
    add("one_hot", i([0, -1, 5]), num_classes=3, about="out of range")
    add("scatter_update", draw(3, 2), i([[0], [2]]), draw(2, 2), reduction="max")
    add("scatter_update", draw(3, 2), i([[0], [2]]), draw(2, 2), reduction="min")
    add("scatter_update", draw(3, 2), i([[0], [2]]), signed(2, 2), reduction="mul")
    add("cast", draw(2, 3), dtype="float32")
    add("pad", draw(2, 3), pad_width=[[1, 0], [2, 1]], mode="edge")
    add("resize", draw(1, 3, 4, 1), size=(6, 5), interpolation="lanczos3")
    add("norm", signed(2, 3, 3), ord=1, axis=(1, 2))
    add("norm", signed(2, 3, 3), ord=INF, axis=(1, 2))
    add("einsum", draw(1, 2, 3), draw(4, 3, 2), subscripts="...ij,...jk->...ik")
    add("layer_normalization", draw(2, 4), draw(4), axis=-1, rms_scaling=True)
    add("concatenate", draw(2, 2), whole(2, 2), axis=1, about="int32 with float32")
    add("take", draw(2, 3), i([[0, 1], [1, 1]]), axis=-1)
    add("tile", draw(2), repeats=(3, 2))
    add("bincount", i([0, 2, 1]), minlength=4)


# Shapes with unknown sizes: the recorded cases, with the first axis, or the first two, unknown.

ONLY_FIRST = {
    "conv", "depthwise_conv", "separable_conv", "conv_transpose", "batch_normalization", "layer_normalization", "rms_normalization",
    "slice", "resize", "crop_images", "pad_images", "scatter_update", "slice_update", "max_pool", "average_pool", "top_k",
}


def unknown(entry, inputs, arguments, axes):
    tensors = []
    for n, x in enumerate(inputs):
        known = x.ndim == 0 or (n > 0 and entry["operation"] in ONLY_FIRST)
        shape = [None if not known and axis in axes and x.shape[axis] > 1 else size for axis, size in enumerate(x.shape)]
        tensors.append(keras.KerasTensor(shape, dtype=str(x.dtype)))
    if not any(None in tensor.shape for tensor in tensors):
        return None
    try:
        results = flat(call(entry["operation"], tensors, arguments))
    except Exception as problem:
        print("no shape:", entry["operation"], [t.shape for t in tensors], arguments, str(problem).split("\n")[0][:90])
        return None
    found = [dict(shape=list(x.shape), dtype=x.dtype) for x in results]
    for spec, output in zip(found, entry["outputs"]):
        actual = output["shape"]
        fits = len(actual) == len(spec["shape"]) and all(a is None or a == c for a, c in zip(spec["shape"], actual))
        if not fits or spec["dtype"] != output["dtype"]:
            print("wrong shape or dtype:", entry["operation"], [t.shape for t in tensors], arguments, spec, actual, output["dtype"])
            return None
    given = [dict(shape=list(t.shape), dtype=t.dtype) for t in tensors]
    return dict(operation=entry["operation"], inputs=given, arguments=entry["arguments"], outputs=found)


def unknown_shapes():
    entries, seen = [], {}
    for group in GROUPS.values():
        for entry, inputs, arguments in group:
            name = entry["operation"]
            count = seen.get(name, 0)
            enough = 14 if name == "get_item" else 6 if name in ("einsum", "matmul", "reshape", "add", "conv") else 2
            if "about" in entry or not inputs or count >= enough:
                continue
            found = [unknown(entry, inputs, arguments, axes) for axes in [(0,), (0, 1)]]
            found = [x for n, x in enumerate(found) if x and (n == 0 or x != found[0])]
            entries += found
            seen[name] = count + bool(found)
    return entries


def write(name, entries):
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(entry) for entry in entries)
    (FOLDER / f"{name}.json").write_text("[\n" + lines + "\n]\n")


def key(entry):
    return json.dumps([entry["operation"], entry["inputs"], entry["arguments"]])


def compare(name, entries):
    found = {key(entry): entry for entry in entries}
    for old in json.loads((FOLDER / f"{name}.json").read_text()):
        new = found.get(key(old))
        for one, two in zip(old["outputs"], new["outputs"] if new else []):
            same = one["shape"] == two["shape"] and np.allclose(f(*map(float, one["values"])), f(*map(float, two["values"])), 1e-4, 1e-5, True)
            if not same or one["dtype"] != two["dtype"]:
                print("differs:", old["operation"], old.get("about"), old["arguments"], one, two)


if __name__ == "__main__":
    for group in [elementwise, activations, reductions, shapes, products, selection, networks, images, further]:
        group()
    for name, cases in GROUPS.items():
        (compare if sys.argv[1:] == ["compare"] else write)(name, [entry for entry, _, _ in cases])
    if not sys.argv[1:]:
        write("shapes-unknown", unknown_shapes())
