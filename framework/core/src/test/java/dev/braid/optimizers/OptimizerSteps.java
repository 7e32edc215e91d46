package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.keras.KerasRecord;
import dev.braid.ops.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Runs steps of an optimizer on one weight. */
final class OptimizerSteps implements Optimizer.Update {
  private final Optimizer optimizer;
  private final Weight variable;
  private final Map<String, Value> slots = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private Value weight;
  private Value gradient;
  private long step;

  /** A weight as the optimizer sees it. */
  record Weight(String path, List<Long> sizes) implements Optimizer.Variable {
    @Override
    public long[] shape() {
      return sizes.stream().mapToLong(Long::longValue).toArray();
    }
  }

  OptimizerSteps(Optimizer optimizer, Weight variable, float[] start) {
    this.optimizer = optimizer;
    this.variable = variable;
    this.weight = Value.of(start, variable.shape());
    for (String slot : optimizer.slots()) {
      Value first = Value.constant(weight.array().dup());
      optimizer
          .slotShape(slot, variable)
          .ifPresent(
              shape ->
                  slots.put(
                      slot,
                      optimizer.startsAtWeight(slot)
                          ? first
                          : Value.constant(
                              Nd4j.valueArrayOf(shape, optimizer.slotStart(slot))
                                  .castTo(DataType.FLOAT))));
    }
    optimizer.numbers().forEach(number -> numbers.put(number, 1.0));
  }

  /** Runs a step with weight decay, as training does. */
  void take(float[] values) {
    gradient = Value.of(values, variable.shape());
    step++;
    weight = weight.multiply(1 - optimizer.weightDecay(variable) * rate());
    weight = optimizer.update(this);
  }

  float[] weights() {
    return KerasRecord.floats(weight);
  }

  /** Returns the values of a slot; empty where the optimizer keeps none for this weight. */
  Optional<float[]> slotValues(String name) {
    return Optional.ofNullable(slots.get(name)).map(KerasRecord::floats);
  }

  @Override
  public Optimizer.Variable variable() {
    return variable;
  }

  @Override
  public Value weight() {
    return weight;
  }

  @Override
  public Value gradient() {
    return gradient;
  }

  @Override
  public double rate() {
    return optimizer.learningRate(step - 1);
  }

  @Override
  public long step() {
    return step;
  }

  @Override
  public Value slot(String name) {
    return slots.get(name);
  }

  /**
   * Writes in place, as training does: values that were read before must not be used afterwards.
   */
  @Override
  public void slot(String name, Value value) {
    slots.get(name).array().assign(value.array());
  }

  @Override
  public double number(String name) {
    return numbers.get(name);
  }

  @Override
  public void number(String name, double value) {
    numbers.put(name, value);
  }
}
