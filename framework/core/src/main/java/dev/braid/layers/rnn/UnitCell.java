package dev.braid.layers.rnn;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell with units: its state is a vector.
 *
 * @param <C> the cell's class
 */
public abstract sealed class UnitCell<C extends UnitCell<C>> extends KernelCell<C>
    permits GatedCell, SimpleRNNCell {
  private final long units;

  UnitCell(long units) {
    this.units = units;
    positive("units", units);
  }

  public final long units() {
    return units;
  }

  @Override
  public List<Spec> states(Spec input) {
    if (input.rank() != 1 || input.last() < 0) {
      throw refusal(List.of(input), "2 axes (samples, features) of known size at each step", "");
    }
    return Collections.nCopies(stateCount(), Spec.of(units));
  }

  @Override
  public final List<WeightSpec> weights(List<Spec> inputs) {
    long width = Sizes.product(units, gates());
    return weights(
        new long[] {inputs.get(0).last(), width}, new long[] {units, width}, biasShape(width));
  }

  long[] biasShape(long width) {
    return new long[] {width};
  }

  /** The bias that is added to the inputs' product, or null. */
  @Nullable Value inputBias(LayerCall call) {
    return useBias() ? call.weight("bias") : null;
  }

  /** True if every gate has a separate dropout mask: in Keras only if states are dropped too. */
  private boolean dropsByGate() {
    return gates() > 1 && recurrentDropout() > 0;
  }

  @Override
  public final Value prepare(LayerCall call, Value inputs) {
    Value kernel = call.weight("kernel");
    Value product;
    if (dropsInputs(call) && dropsByGate()) {
      List<Value> parts = new ArrayList<>();
      for (int gate = 0; gate < gates(); gate++) {
        parts.add(rows(dropInputs(call, inputs, gate)).matmul(gate(kernel, gate)));
      }
      product = Value.concat(-1, parts);
    } else {
      product = rows(dropInputs(call, inputs, 0)).matmul(kernel);
    }
    Value bias = inputBias(call);
    if (bias != null) {
      product = product.add(bias);
    }
    return product.reshape(List.of(inputs.sizeOf(0), inputs.sizeOf(1), Size.of(units * gates())));
  }

  private static Value rows(Value inputs) {
    return inputs.reshape(List.of(Size.REST, inputs.sizeOf(2)));
  }

  /** The state for a gate, with dropout applied. */
  final Value stateOf(LayerCall call, Value state, int gate) {
    return dropState(call, state, dropsByGate() ? gate : 0);
  }

  /** The product of the state with the recurrent kernels of gates [from, to). */
  final Value recur(LayerCall call, Value state, int from, int to) {
    Value kernel = call.weight("recurrent_kernel");
    if (dropsStates(call) && dropsByGate()) {
      List<Value> parts = new ArrayList<>();
      for (int gate = from; gate < to; gate++) {
        parts.add(stateOf(call, state, gate).matmul(gate(kernel, gate)));
      }
      return Value.concat(-1, parts);
    }
    boolean all = from == 0 && to == gates();
    return stateOf(call, state, 0).matmul(all ? kernel : kernel.slice(1, from * units, to * units));
  }

  /** The slice of one gate along the last axis, which holds all gates. */
  final Value gate(Value all, int gate) {
    return all.slice(-1, gate * units, (gate + 1) * units);
  }

  @Override
  final void describeSize(Config config) {
    config.put("units", units);
  }
}
