"""Values and gradients of the activations."""

import recording
import jax
import numpy as np
from keras import activations

NAMES = """linear relu sigmoid tanh softmax leaky_relu elu softplus selu gelu silu softsign
hard_sigmoid exponential log_softmax relu6 mish hard_silu hard_tanh celu log_sigmoid tanh_shrink
soft_shrink hard_shrink squareplus sparse_plus sparse_sigmoid sparsemax""".split()

random = np.random.default_rng(1)
x = np.concatenate(
    [random.normal(0, 2, (4, 5)), [[0, 1.5, -1.5, 20, -20], [7.25, -7.25, 1e-4, -1e-4, 0.3]]]
).astype("float32")
weights = random.normal(size=x.shape).astype("float32")
records = []
for name in NAMES:
    function = activations.get(name)
    gradient = jax.grad(lambda x: (function(x) * weights).sum())(x)
    records.append(
        dict(
            name=name,
            serialized=activations.serialize(function),
            x=recording.floats(x),
            weights=recording.floats(weights),
            y=recording.floats(function(x)),
            gradient=recording.floats(gradient),
            shape=recording.shape(x),
        )
    )
recording.write("activations", records)
