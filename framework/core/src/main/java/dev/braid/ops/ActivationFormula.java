package dev.braid.ops;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** The formulas of Keras' activations. */
public enum ActivationFormula {
  LINEAR(x -> x),
  RELU(Value::relu),
  SIGMOID(Value::sigmoid),
  TANH(Value::tanh),
  SOFTMAX(x -> x.softmax(-1)),
  /** Multiplies negative values by 0.2. */
  LEAKY_RELU(x -> positive(x).subtract(x.negate().relu().multiply(0.2))),
  ELU(x -> x.relu().add(negative(x).expm1())),
  SOFTPLUS(Value::softplus),
  SELU(
      x ->
          x.relu()
              .multiply(1.0507009873554805)
              .add(negative(x).expm1().multiply(1.7580993408473766))),
  /** The exact form with the error function. */
  GELU(x -> x.multiply(x.multiply(Math.sqrt(0.5)).erf().add(1)).multiply(0.5)),
  SILU(x -> x.multiply(x.sigmoid())),
  SOFTSIGN(x -> x.divide(x.abs().add(1))),
  HARD_SIGMOID(x -> x.add(3).clip(0, 6).divide(6)),
  EXPONENTIAL(Value::exp),
  LOG_SOFTMAX(x -> x.logSoftmax(-1)),
  RELU6(x -> x.relu().clip(0, 6)),
  MISH(x -> x.multiply(x.softplus().tanh())),
  HARD_SWISH(x -> x.multiply(x.add(3).clip(0, 6)).divide(6)),
  HARD_TANH(x -> x.clip(-1, 1)),
  CELU(x -> x.relu().add(negative(x).expm1())),
  LOG_SIGMOID(x -> x.negate().softplus().negate()),
  TANH_SHRINK(x -> x.subtract(x.tanh())),
  SOFT_SHRINK(x -> x.subtract(0.5).relu().subtract(x.add(0.5).negate().relu())),
  HARD_SHRINK(x -> x.multiply(x.abs().above(0.5))),
  SQUAREPLUS(x -> x.add(x.square().add(4).sqrt()).multiply(0.5)),
  SPARSE_PLUS(x -> x.clip(-1, 1).add(1).square().multiply(0.25).add(x.subtract(1).relu())),
  SPARSE_SIGMOID(x -> x.clip(-1, 1).add(1).multiply(0.5)),
  SPARSEMAX(Ops::sparsemax);

  private final UnaryOperator<Value> formula;

  ActivationFormula(UnaryOperator<Value> formula) {
    this.formula = formula;
  }

  /** Keras' spelling, such as {@code leaky_relu}. */
  public String keras() {
    return this == HARD_SWISH ? "hard_silu" : name().toLowerCase(Locale.ROOT);
  }

  /** Computes the activation. */
  public Value apply(Value x) {
    return x.formula(keras(), formula);
  }

  // The derivative at zero is 1 in both, as in Keras' activations that are not differentiable
  // there.

  private static Value positive(Value x) {
    return x.clip(0, Double.MAX_VALUE);
  }

  private static Value negative(Value x) {
    return x.clip(-Double.MAX_VALUE, 0);
  }
}
