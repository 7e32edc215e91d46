package dev.braid.engine.kernels;

import dev.braid.layers.rnn.UnitCell;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** The products that all cells with units have in common. */
abstract class UnitRun implements CellRun {
  private final int gates;
  private final boolean apart;
  private final StepDropout inputDropout;
  private final StepDropout stateDropout;
  private final Value kernel;

  final long units;
  final Value recurrentKernel;

  UnitRun(UnitCell<?> cell, Scope scope) {
    units = cell.units();
    gates = cell.gates();
    // Keras draws masks for every gate apart, but only where states are dropped too
    apart = gates > 1 && cell.recurrentDropout() > 0;
    inputDropout = new StepDropout(scope, cell.dropout());
    stateDropout = new StepDropout(scope, cell.recurrentDropout());
    kernel = scope.weight("kernel");
    recurrentKernel = scope.weight("recurrent_kernel");
  }

  /** True where the states of the steps are dropped from. */
  final boolean dropsStates() {
    return stateDropout.active();
  }

  /** The bias that is added to the inputs' product, or null. */
  abstract Value inputBias();

  @Override
  public final Value project(Value inputs) {
    long steps = inputs.size(0);
    long samples = inputs.size(1);
    Value product;
    if (inputDropout.active() && apart) {
      List<Value> parts = new ArrayList<>();
      for (int gate = 0; gate < gates; gate++) {
        parts.add(rows(dropInputs(inputs, gate)).matmul(gate(kernel, gate)));
      }
      product = Value.concat(-1, parts);
    } else {
      product = rows(dropInputs(inputs, 0)).matmul(kernel);
    }
    if (inputBias() != null) {
      product = product.add(inputBias());
    }
    return product.reshape(steps, samples, units * gates);
  }

  private Value dropInputs(Value inputs, int mask) {
    return inputDropout.drop(inputs, mask, inputs.size(1), inputs.size(2));
  }

  private static Value rows(Value inputs) {
    return inputs.reshape(inputs.size(0) * inputs.size(1), inputs.size(2));
  }

  /** The state as a gate sees it. */
  final Value dropState(Value state, int gate) {
    return stateDropout.drop(state, apart ? gate : 0, state.shape());
  }

  /** The product of the state with the kernels of gates [from, to). */
  final Value recur(Value state, int from, int to) {
    if (stateDropout.active() && apart) {
      List<Value> parts = new ArrayList<>();
      for (int gate = from; gate < to; gate++) {
        parts.add(dropState(state, gate).matmul(gate(recurrentKernel, gate)));
      }
      return parts.size() == 1 ? parts.get(0) : Value.concat(-1, parts);
    }
    Value all =
        from == 0 && to == gates
            ? recurrentKernel
            : recurrentKernel.slice(1, from * units, to * units);
    return dropState(state, 0).matmul(all);
  }

  /** One gate's part of something whose last axis holds all gates. */
  final Value gate(Value all, int gate) {
    return all.slice(-1, gate * units, (gate + 1) * units);
  }
}
