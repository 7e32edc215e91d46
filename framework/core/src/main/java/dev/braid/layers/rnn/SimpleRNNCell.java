package dev.braid.layers.rnn;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/** A simple recurrent cell: the activation of input and state, each multiplied by a kernel. */
public final class SimpleRNNCell extends UnitCell<SimpleRNNCell> {
  public SimpleRNNCell(long units) {
    super(units);
  }

  public static SimpleRNNCell read(Config config) {
    return new SimpleRNNCell(config.whole("units", 0)).readOptions(config);
  }

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  public Step call(LayerCall call, Value input, List<Value> states) {
    Value next = activation().apply(input.add(recur(call, states.get(0), 0, 1)));
    return new Step(next, List.of(next));
  }

  @Override
  public String className() {
    return "SimpleRNNCell";
  }
}
