package dev.braid.engine.kernels;

import dev.braid.layers.rnn.GRUCell;
import dev.braid.ops.Value;
import java.util.List;

/** Gates z, r, h: h' = z·h + (1 - z)·candidate, where r resets the state in the candidate. */
final class GruRun extends UnitRun {
  private final GRUCell cell;
  private final Value inputBias;
  private final Value recurrentBias;

  GruRun(GRUCell cell, Scope scope) {
    super(cell, scope);
    this.cell = cell;
    Value bias = cell.useBias() ? scope.weight("bias") : null;
    boolean two = bias != null && cell.resetAfter();
    this.inputBias = two ? bias.at(0, 0) : bias;
    this.recurrentBias = two ? bias.at(0, 1) : null;
  }

  @Override
  Value inputBias() {
    return inputBias;
  }

  @Override
  public List<Value> step(Value projected, List<Value> states) {
    Value state = states.get(0);
    Value inner = recur(state, 0, cell.resetAfter() ? 3 : 2);
    if (recurrentBias != null) {
      inner = inner.add(recurrentBias);
    }
    Value update = cell.recurrentActivation().apply(gate(projected, 0).add(gate(inner, 0)));
    Value reset = cell.recurrentActivation().apply(gate(projected, 1).add(gate(inner, 1)));
    Value recurrent =
        cell.resetAfter()
            ? reset.multiply(gate(inner, 2))
            : reset.multiply(dropState(state, 2)).matmul(gate(recurrentKernel, 2));
    Value candidate = cell.activation().apply(gate(projected, 2).add(recurrent));
    return List.of(update.multiply(state.subtract(candidate)).add(candidate));
  }
}
