package dev.braid;

import dev.braid.config.Family;
import dev.braid.ops.Value;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What is done to each number (or each row) that a layer computes. */
public enum Activation {
  LINEAR(x -> x),
  RELU(Value::relu),
  SIGMOID(Value::sigmoid),
  TANH(Value::tanh),
  SOFTMAX(x -> x.softmax(-1)),
  /** With slope 0.2 below zero; the layer {@code leakyRelu(a)} has a slope of its own. */
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
  SPARSE_SIGMOID(x -> x.clip(-1, 1).add(1).multiply(0.5));

  private static final Family<Activation> FAMILY = new Family<>("activation");

  static {
    for (Activation activation : values()) {
      FAMILY.add(activation.keras(), config -> activation);
    }
    FAMILY.add("swish", config -> SILU).add("hard_swish", config -> HARD_SWISH);
  }

  private final UnaryOperator<Value> formula;
  private final String keras;

  Activation(UnaryOperator<Value> formula) {
    this.formula = formula;
    this.keras = name().equals("HARD_SWISH") ? "hard_silu" : name().toLowerCase(Locale.ROOT);
  }

  public Value apply(Value x) {
    return x.formula(keras, formula);
  }

  /** Keras' spelling, such as {@code leaky_relu}. */
  public String keras() {
    return keras;
  }

  /** The activation that Keras wrote: a name, a function object, or nothing for {@link #LINEAR}. */
  public static Activation read(Object written) {
    return written == null ? LINEAR : FAMILY.read(written);
  }

  // The slope at zero is 1 in both, as Keras has it in the activations that bend there.

  private static Value positive(Value x) {
    return x.clip(0, Double.MAX_VALUE);
  }

  private static Value negative(Value x) {
    return x.clip(-Double.MAX_VALUE, 0);
  }
}
