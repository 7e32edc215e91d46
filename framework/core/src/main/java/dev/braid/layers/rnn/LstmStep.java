package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.layers.rnn.Cell.Step;
import dev.braid.ops.Value;
import java.util.List;

/**
 * One step of long short-term memory: gates i, f, c, o; c' = f·c + i·activation(c gate), h' =
 * o·activation(c').
 *
 * @param size of each gate along the last axis
 * @param activation of the candidate and of the cell state
 * @param gate the activation of the gates
 */
record LstmStep(long size, Activation activation, Activation gate) {
  /** The next state and cell state, given all gates before their activation. */
  Step of(Value all, Value carry) {
    Value input = gate.apply(gate(all, 0));
    Value forget = gate.apply(gate(all, 1));
    Value candidate = activation.apply(gate(all, 2));
    Value output = gate.apply(gate(all, 3));
    Value next = forget.multiply(carry).add(input.multiply(candidate));
    Value state = output.multiply(activation.apply(next));
    return new Step(state, List.of(state, next));
  }

  private Value gate(Value all, int number) {
    return all.slice(-1, number * size, (number + 1) * size);
  }
}
