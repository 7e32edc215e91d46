"""Records what a Keras layer computes: values, gradients, and what training does to its statistics.

A record holds the serialized layer, inputs, masks, weights (path without the layer's name), outputs
and their masks, the weights after a training step's forward pass, and the gradients of sum(output * gradient) by every
input and trainable weight. LayerFixtureTest replays it.
"""

import recording
import jax
import jax.numpy as jnp
import keras
import numpy as np


def array(values):
    flat = np.asarray(values, dtype="float32").ravel()
    return dict(shape=recording.shape(values), values=[float(str(x)) for x in flat])


def short(values):
    """Numbers of two decimals, which keep the files small."""
    return np.round(np.asarray(values), 2).astype("float32")


def path(variable):
    return variable.path.split("/", 1)[1]


def record(
    name,
    layer,
    *shapes,
    masks=None,
    training=False,
    inputs=None,
    spread=1.0,
    gradients=True,
    call=lambda *tensors: ([tensors[0] if len(tensors) == 1 else list(tensors)], {}),
    build=lambda layer, *shapes: layer.build(shapes[0] if len(shapes) == 1 else list(shapes)),
    whole=False,
):
    random = np.random.default_rng(len(name) + sum(map(ord, name)))
    if inputs is None:
        inputs = [random.normal(0, spread, shape) for shape in shapes]
    inputs = [np.asarray(x, "float32") if whole else short(x) for x in inputs]
    build(layer, *[x.shape for x in inputs])
    for weight in layer.weights:
        values = random.normal(0, 0.6, weight.shape)
        if "variance" in weight.path or "gamma" in weight.path:
            values = np.abs(values) + 0.3
        weight.assign(short(values))
    if hasattr(layer, "finalize_state"):
        layer.finalize_state()
    before = [np.array(w) for w in layer.weights]

    def run(trainable, given):
        tensors = [jnp.asarray(x) for x in given]
        for tensor, mask in zip(tensors, masks or []):
            if mask is not None:
                keras.src.backend.set_keras_mask(tensor, jnp.asarray(mask, dtype=bool))
        args, options = call(*tensors)
        values = list(zip(layer.trainable_variables, trainable))
        with keras.StatelessScope(state_mapping=values) as scope:
            # the call proper, and not stateless_call, which would forget masks
            out = layer(*args, **options, **(dict(training=training) if layer._call_has_training_arg else {}))
        rest = [scope.get_current_value(w) for w in layer.non_trainable_variables]
        rest = [w.value if r is None else r for w, r in zip(layer.non_trainable_variables, rest)]
        return keras.tree.flatten(out), rest

    trainable = [w.value for w in layer.trainable_variables]
    outputs, rest = run(trainable, inputs)
    output_masks = [keras.src.backend.get_keras_mask(y) for y in outputs]
    after = dict(zip([w.path for w in layer.non_trainable_variables], rest))
    found = dict(
        name=name,
        layer=keras.saving.serialize_keras_object(layer),
        training=training,
        inputs=[array(x) for x in inputs],
        masks=[None if m is None else array(m) for m in (masks or [None] * len(inputs))],
        weights=[dict(path=path(w), **array(v)) for w, v in zip(layer.weights, before)],
        outputs=[array(y) for y in outputs],
        outputMasks=[None if m is None else array(m) for m in output_masks],
        statistics=[
            dict(path=path(w), **array(after[w.path]))
            for w in layer.weights
            if w.path in after and training and "seed" not in w.path
        ],
    )
    if gradients:
        upstream = [short(random.normal(size=np.shape(y))) for y in outputs]

        def total(trainable, given):
            return sum((y * s).sum() for y, s in zip(run(trainable, given)[0], upstream))

        by_weights, by_inputs = jax.grad(total, argnums=(0, 1))(trainable, inputs)
        found["gradients"] = [array(s) for s in upstream]
        found["inputGradients"] = [array(s) for s in by_inputs]
        found["weightGradients"] = [
            dict(path=path(w), **array(s))
            for w, s in zip(layer.trainable_variables, by_weights)
        ]
    return found
