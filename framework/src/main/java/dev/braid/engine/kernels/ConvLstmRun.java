package dev.braid.engine.kernels;

import dev.braid.Padding;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.rnn.ConvLSTMCell;
import dev.braid.ops.Convolution;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The gates i, f, c, o of an LSTM, each a convolution of the input plus one of the state. */
final class ConvLstmRun implements CellRun {
  private static final int GATES = 4;

  private final ConvLSTMCell cell;
  private final Convolution overInput;
  private final Convolution overState;
  private final StepDropout inputDropout;
  private final StepDropout stateDropout;
  private final Value kernel;
  private final Value recurrentKernel;
  private final Value bias;

  ConvLstmRun(ConvLSTMCell cell, Scope scope) {
    this.cell = cell;
    var window = cell.window();
    overInput =
        new Convolution(window.strides(), window.dilation(), window.padding() == Padding.SAME);
    long[] ones = SpatialAxes.each(cell.rank(), 1);
    overState = new Convolution(ones, ones, true);
    inputDropout = new StepDropout(scope, cell.dropout());
    stateDropout = new StepDropout(scope, cell.recurrentDropout());
    kernel = scope.weight("kernel");
    recurrentKernel = scope.weight("recurrent_kernel");
    bias = cell.useBias() ? scope.weight("bias") : null;
  }

  @Override
  public Value project(Value inputs) {
    Value out;
    if (inputDropout.active()) {
      long[] sample = Arrays.copyOfRange(inputs.shape(), 1, inputs.rank());
      List<Value> parts = new ArrayList<>();
      for (int gate = 0; gate < GATES; gate++) {
        Value dropped = together(inputDropout.drop(inputs, gate, sample));
        parts.add(overInput.apply(dropped, gate(kernel, gate), null));
      }
      out = Value.concat(-1, parts);
      out = bias == null ? out : out.add(bias);
    } else {
      out = overInput.apply(together(inputs), kernel, bias);
    }
    long[] shape = new long[out.rank() + 1];
    shape[0] = inputs.size(0);
    shape[1] = inputs.size(1);
    System.arraycopy(out.shape(), 1, shape, 2, out.rank() - 1);
    return out.reshape(shape);
  }

  /** Steps and samples as one axis. */
  private static Value together(Value inputs) {
    long[] shape = Arrays.copyOfRange(inputs.shape(), 1, inputs.rank());
    shape[0] *= inputs.size(0);
    return inputs.reshape(shape);
  }

  @Override
  public List<Value> step(Value projected, List<Value> states) {
    Value all = projected.add(recur(states.get(0)));
    Value input = cell.recurrentActivation().apply(gate(all, 0));
    Value forget = cell.recurrentActivation().apply(gate(all, 1));
    Value candidate = cell.activation().apply(gate(all, 2));
    Value output = cell.recurrentActivation().apply(gate(all, 3));
    Value carry = forget.multiply(states.get(1)).add(input.multiply(candidate));
    return List.of(output.multiply(cell.activation().apply(carry)), carry);
  }

  private Value recur(Value state) {
    if (!stateDropout.active()) {
      return overState.apply(state, recurrentKernel, null);
    }
    List<Value> parts = new ArrayList<>();
    for (int gate = 0; gate < GATES; gate++) {
      Value dropped = stateDropout.drop(state, gate, state.shape());
      parts.add(overState.apply(dropped, gate(recurrentKernel, gate), null));
    }
    return Value.concat(-1, parts);
  }

  private Value gate(Value all, int gate) {
    return all.slice(-1, gate * cell.filters(), (gate + 1) * cell.filters());
  }
}
