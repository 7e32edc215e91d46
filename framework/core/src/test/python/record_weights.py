"""What is done to weights: initializers' settings, regularizers' prices, constraints' results."""

import recording
import jax
import jax.numpy as jnp
import numpy as np
from keras import constraints, initializers, regularizers
from keras.src.initializers.random_initializers import compute_fans

random = np.random.default_rng(4)
records = []
for cls, options in [
    (regularizers.L1, {}),
    (regularizers.L1, dict(l1=0.3)),
    (regularizers.L2, {}),
    (regularizers.L2, dict(l2=0.3)),
    (regularizers.L1L2, {}),
    (regularizers.L1L2, dict(l1=0.2, l2=0.3)),
    (regularizers.L1L2, dict(l2=0.3)),
    (regularizers.OrthogonalRegularizer, {}),
    (regularizers.OrthogonalRegularizer, dict(factor=0.5, mode="columns")),
]:
    regularizer = cls(**options)
    weight = jnp.asarray(random.normal(size=(4, 3)), "float32")
    records.append(
        dict(
            class_name=cls.__name__,
            options=options,
            config=regularizer.get_config(),
            weight=recording.floats(weight),
            shape=recording.shape(weight),
            result=recording.floats(regularizer(weight)),
            gradient=recording.floats(jax.grad(lambda w: regularizer(w) * 1.0)(weight)),
        )
    )
recording.write("regularizers", records)

records = []
for cls, options in [
    (constraints.MaxNorm, {}),
    (constraints.MaxNorm, dict(max_value=1, axis=1)),
    (constraints.MaxNorm, dict(max_value=1.5, axis=[0, 1])),
    (constraints.NonNeg, {}),
    (constraints.UnitNorm, {}),
    (constraints.UnitNorm, dict(axis=[0, 1, 2])),
    (constraints.MinMaxNorm, {}),
    (constraints.MinMaxNorm, dict(min_value=0.5, max_value=1.5, rate=0.7, axis=1)),
]:
    constraint = cls(**options)
    weight = (2 * random.normal(size=(3, 2, 4))).astype("float32")
    weight[0] *= 0.1
    records.append(
        dict(
            class_name=cls.__name__,
            options=options,
            config=constraint.get_config(),
            weight=recording.floats(weight),
            shape=recording.shape(weight),
            result=recording.floats(constraint(weight)),
        )
    )
recording.write("constraints", records)

records = []
for cls, options in [
    (initializers.Zeros, {}),
    (initializers.Ones, {}),
    (initializers.Constant, dict(value=0.25)),
    (initializers.Identity, {}),
    (initializers.RandomNormal, {}),
    (initializers.RandomNormal, dict(mean=1.0, stddev=0.2, seed=3)),
    (initializers.RandomUniform, dict(minval=-0.3, maxval=0.1)),
    (initializers.TruncatedNormal, dict(mean=0.5, stddev=0.1)),
    (initializers.VarianceScaling, {}),
    (initializers.VarianceScaling, dict(scale=2.0, mode="fan_out", distribution="uniform", seed=1)),
    (initializers.VarianceScaling, dict(scale=0.5, mode="fan_avg", distribution="untruncated_normal")),
    (initializers.GlorotUniform, {}),
    (initializers.GlorotNormal, dict(seed=7)),
    (initializers.HeUniform, {}),
    (initializers.HeNormal, {}),
    (initializers.LecunUniform, {}),
    (initializers.LecunNormal, {}),
    (initializers.Orthogonal, {}),
    (initializers.Orthogonal, dict(gain=1.5, seed=2)),
]:
    initializer = cls(**options)
    values = np.asarray(initializer((300, 300)))
    records.append(
        dict(
            class_name=cls.__name__,
            options=options,
            config=initializer.get_config(),
            mean=float(values.mean()),
            deviation=float(values.std()),
            low=float(values.min()),
            high=float(values.max()),
        )
    )
recording.write("initializers", records)
recording.write(
    "fans",
    [dict(shape=s, fans=list(compute_fans(s))) for s in ([], [5], [4, 7], [3, 3, 8, 16], [5, 2, 3])],
)
