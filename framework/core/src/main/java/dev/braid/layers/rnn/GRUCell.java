package dev.braid.layers.rnn;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gated recurrent unit: an update gate mixes the state with a candidate state. */
public final class GRUCell extends GatedCell<GRUCell> {
  private boolean resetAfter = true;

  public GRUCell(long units) {
    super(units);
  }

  public static GRUCell read(Config config) {
    return new GRUCell(config.whole("units", 0))
        .readOptions(config)
        .recurrentActivation(gateActivation(config))
        .resetAfter(config.flag("reset_after", true));
  }

  public boolean resetAfter() {
    return resetAfter;
  }

  /**
   * Sets whether the reset gate is applied after the state's product with its kernel, or before.
   */
  public GRUCell resetAfter(boolean on) {
    return with(copy -> copy.resetAfter = on);
  }

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  long[] biasShape(long width) {
    return resetAfter ? new long[] {2, width} : new long[] {width};
  }

  /** True if inputs and state have separate biases. */
  private boolean hasTwoBiases() {
    return useBias() && resetAfter;
  }

  @Override
  @Nullable Value inputBias(LayerCall call) {
    return hasTwoBiases()
        ? call.once("input bias", () -> call.weight("bias").at(0, 0))
        : super.inputBias(call);
  }

  @Override
  public Step call(LayerCall call, Value input, List<Value> states) {
    Value state = states.get(0);
    Value inner = recur(call, state, 0, resetAfter ? 3 : 2);
    if (hasTwoBiases()) {
      inner = inner.add(call.once("recurrent bias", () -> call.weight("bias").at(0, 1)));
    }
    Value update = recurrentActivation().apply(gate(input, 0).add(gate(inner, 0)));
    Value reset = recurrentActivation().apply(gate(input, 1).add(gate(inner, 1)));
    Value recurrent =
        resetAfter
            ? reset.multiply(gate(inner, 2))
            : reset
                .multiply(stateOf(call, state, 2))
                .matmul(gate(call.weight("recurrent_kernel"), 2));
    Value candidate = activation().apply(gate(input, 2).add(recurrent));
    Value next = update.multiply(state.subtract(candidate)).add(candidate);
    return new Step(next, List.of(next));
  }

  @Override
  void describeLast(Config config) {
    config.put("reset_after", resetAfter);
  }

  @Override
  public String className() {
    return "GRUCell";
  }
}
