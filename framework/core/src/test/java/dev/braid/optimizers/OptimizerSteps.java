package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.keras.KerasRecord;
import dev.braid.ops.Value;
import java.util.HashMap;
import java.util.Map;
import org.nd4j.linalg.factory.Nd4j;

/** Runs steps of an optimizer on one vector. */
final class OptimizerSteps implements Optimizer.Update {
  private final Optimizer optimizer;
  private final Map<String, Value> slots = new HashMap<>();
  private final Map<String, Double> numbers = new HashMap<>();
  private Value weight;
  private Value gradient;
  private long step;

  OptimizerSteps(Optimizer optimizer, float[] start) {
    this.optimizer = optimizer;
    this.weight = Value.constant(Nd4j.createFromArray(start));
    optimizer
        .slots()
        .forEach(slot -> slots.put(slot, weight.zeros().add(optimizer.slotStart(slot))));
    optimizer.numbers().forEach(number -> numbers.put(number, 1.0));
  }

  /** Runs a step with weight decay, as training does. */
  void take(float[] values) {
    gradient = Value.constant(Nd4j.createFromArray(values));
    step++;
    weight = weight.multiply(1 - optimizer.weightDecay() * rate());
    weight = optimizer.update(this);
  }

  float[] weights() {
    return KerasRecord.floats(weight);
  }

  float[] slotValues(String name) {
    return KerasRecord.floats(slots.get(name));
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
