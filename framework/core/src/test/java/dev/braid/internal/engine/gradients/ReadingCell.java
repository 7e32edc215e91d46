package dev.braid.internal.engine.gradients;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
import dev.braid.layers.LayerCall;
import dev.braid.layers.rnn.Cell;
import dev.braid.ops.Value;
import java.util.List;

/** A custom cell whose output is none of its states: it sums inputs and gives a product of them. */
public final class ReadingCell extends Cell<ReadingCell> {
  private final long outputs;

  public ReadingCell(long outputs) {
    this.outputs = outputs;
  }

  @Override
  public int stateCount() {
    return 1;
  }

  @Override
  public List<Spec> states(Spec input) {
    return List.of(input);
  }

  @Override
  public Spec output(Spec input) {
    return Spec.of(outputs);
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return List.of(WeightSpec.of("readout", new GlorotUniform(), inputs.get(0).last(), outputs));
  }

  @Override
  public Step call(LayerCall call, Value input, List<Value> states) {
    Value sum = states.get(0).add(input);
    return new Step(sum.matmul(call.weight("readout")).tanh(), List.of(sum));
  }

  @Override
  protected void describe(Config config) {
    config.put("outputs", outputs);
  }
}
