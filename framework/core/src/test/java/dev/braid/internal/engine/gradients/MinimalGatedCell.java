package dev.braid.internal.engine.gradients;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
import dev.braid.initializers.Zeros;
import dev.braid.layers.LayerCall;
import dev.braid.layers.rnn.Cell;
import dev.braid.ops.Value;
import java.util.List;

/** A custom cell with one gate: f = sigmoid(x·K + h·R), h' = f·h + (1 - f)·tanh(x·C + b). */
public final class MinimalGatedCell extends Cell<MinimalGatedCell> {
  private final long units;
  private double dropout;

  public MinimalGatedCell(long units) {
    this.units = units;
  }

  public static MinimalGatedCell read(Config config) {
    return new MinimalGatedCell(config.whole("units", 0)).dropout(config.number("dropout", 0));
  }

  /** Drops a fraction of the inputs, the same ones at every step. */
  public MinimalGatedCell dropout(double rate) {
    return with(copy -> copy.dropout = rate);
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  public List<Spec> states(Spec input) {
    return List.of(Spec.of(units));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long features = inputs.get(0).last();
    return List.of(
        WeightSpec.of("gate_kernel", new GlorotUniform(), features, units),
        WeightSpec.of("recurrent_kernel", new GlorotUniform(), units, units),
        WeightSpec.of("kernel", new GlorotUniform(), features, units),
        WeightSpec.of("bias", new Zeros(), units));
  }

  @Override
  public Step call(LayerCall call, Value input, List<Value> states) {
    Value x = input;
    if (call.training() && dropout > 0) {
      x = x.multiply(call.once("dropout", () -> call.dropMask(dropout, input)));
    }
    Value state = states.get(0);
    Value gate =
        x.matmul(call.weight("gate_kernel"))
            .add(state.matmul(call.weight("recurrent_kernel")))
            .sigmoid();
    Value candidate = x.matmul(call.weight("kernel")).add(call.weight("bias")).tanh();
    Value next = gate.multiply(state).add(gate.subtractFrom(1).multiply(candidate));
    return new Step(next, List.of(next));
  }

  @Override
  protected void describe(Config config) {
    config.put("units", units);
    config.put("dropout", dropout);
  }
}
