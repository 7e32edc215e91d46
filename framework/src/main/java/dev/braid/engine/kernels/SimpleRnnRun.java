package dev.braid.engine.kernels;

import dev.braid.layers.rnn.SimpleRNNCell;
import dev.braid.ops.Value;
import java.util.List;

/** h' = activation(x·K + b + h·R). */
final class SimpleRnnRun extends UnitRun {
  private final SimpleRNNCell cell;
  private final Value bias;

  SimpleRnnRun(SimpleRNNCell cell, Scope scope) {
    super(cell, scope);
    this.cell = cell;
    this.bias = cell.useBias() ? scope.weight("bias") : null;
  }

  @Override
  Value inputBias() {
    return bias;
  }

  @Override
  public List<Value> step(Value projected, List<Value> states) {
    return List.of(cell.activation().apply(projected.add(recur(states.get(0), 0, 1))));
  }
}
