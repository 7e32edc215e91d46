package dev.braid.engine.kernels;

import dev.braid.layers.rnn.LSTMCell;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gates i, f, c, o: c' = f·c + i·activation(c gate), h' = o·activation(c'). */
final class LstmRun extends UnitRun {
  private final LSTMCell cell;
  private final Value bias;

  LstmRun(LSTMCell cell, Scope scope) {
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
    Value all = projected.add(recur(states.get(0), 0, 4));
    Value input = cell.recurrentActivation().apply(gate(all, 0));
    Value forget = cell.recurrentActivation().apply(gate(all, 1));
    Value candidate = cell.activation().apply(gate(all, 2));
    Value output = cell.recurrentActivation().apply(gate(all, 3));
    Value carry = forget.multiply(states.get(1)).add(input.multiply(candidate));
    return List.of(output.multiply(cell.activation().apply(carry)), carry);
  }

  @Override
  public Path walk(Value sequence, List<Value> starts, INDArray mask) {
    if (dropsStates() || !LstmWalk.knows(cell)) {
      return null;
    }
    Value path = LstmWalk.run(cell, project(sequence), recurrentKernel, starts, mask);
    long steps = sequence.size(0);
    return new Path(path.slice(0, 0, steps), List.of(path.at(0, steps - 1), path.at(0, steps)));
  }
}
