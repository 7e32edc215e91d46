package dev.braid;

import dev.braid.ops.Value;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What is done to each number (or each row) that a layer computes. */
public enum Activation {
  LINEAR(x -> x),
  RELU(Value::relu),
  SIGMOID(Value::sigmoid),
  TANH(Value::tanh),
  SOFTMAX(x -> x.softmax(-1));

  private final UnaryOperator<Value> formula;

  Activation(UnaryOperator<Value> formula) {
    this.formula = formula;
  }

  public Value apply(Value x) {
    return formula.apply(x);
  }

  /** Reads Keras' spelling; null is linear. */
  public static Activation of(Object written) {
    return written == null ? LINEAR : valueOf(written.toString().toUpperCase(Locale.ROOT));
  }

  /** Keras' spelling, such as {@code leaky_relu}. */
  public String keras() {
    return name().toLowerCase(Locale.ROOT);
  }
}
