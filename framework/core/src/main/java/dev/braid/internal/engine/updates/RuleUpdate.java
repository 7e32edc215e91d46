package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.ops.Value;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the rule of an optimizer sees of a weight, or of a stretch of the flat vectors. */
final class RuleUpdate implements Optimizer.Update {
  private final UpdatedWeight variable;
  private final INDArray weight;
  private final INDArray gradient;
  private final double rate;
  private final long step;
  private final Function<String, INDArray> slots;
  private final Map<String, Double> numbers;
  private final Map<String, Double> next;

  /**
   * An update.
   *
   * @param variable null for a stretch of several weights
   * @param slots the slots of this weight, or null for one that it does not have
   * @param numbers what the optimizer keeps beside its slots
   * @param next receives their new values
   */
  RuleUpdate(
      UpdatedWeight variable,
      INDArray weight,
      INDArray gradient,
      double rate,
      long step,
      Function<String, INDArray> slots,
      Map<String, Double> numbers,
      Map<String, Double> next) {
    this.variable = variable;
    this.weight = weight;
    this.gradient = gradient;
    this.rate = rate;
    this.step = step;
    this.slots = slots;
    this.numbers = numbers;
    this.next = next;
  }

  @Override
  public Optimizer.Variable variable() {
    if (variable == null) {
      throw new IllegalStateException("an elementwise optimizer updates several weights at once");
    }
    return variable;
  }

  @Override
  public Value weight() {
    return Value.constant(weight);
  }

  @Override
  public Value gradient() {
    return Value.constant(gradient);
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public Value slot(String name) {
    return Value.constant(slots.apply(name));
  }

  @Override
  public void slot(String name, Value value) {
    slots.apply(name).assign(value.array());
  }

  @Override
  public double number(String name) {
    return numbers.get(name);
  }

  @Override
  public void number(String name, double value) {
    next.put(name, value);
  }
}
