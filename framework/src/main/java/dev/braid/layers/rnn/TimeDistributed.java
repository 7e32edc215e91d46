package dev.braid.layers.rnn;

import dev.braid.Layer;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.Layers;
import java.util.List;

/** Applies a layer, or a whole model, to every step of a sequence. */
public final class TimeDistributed extends BaseLayer<TimeDistributed> {
  private final Layer layer;

  /** Shares the weights of the given layer with all its other applications. */
  public TimeDistributed(Layer layer) {
    this.layer = layer;
  }

  public static TimeDistributed read(Config config) {
    return new TimeDistributed(Layers.read(config.nested("layer").orElseGet(Config::new)));
  }

  public Layer layer() {
    return layer;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    Spec sequence = only(inputs);
    if (sequence.rank() < 2) {
      throw refusal(inputs, "sequences: (?, steps, …) with at least 3 axes", "");
    }
    List<Spec> step = layer.outputs(List.of(sequence.step()));
    if (step.size() != 1) {
      throw refusal(inputs, "a layer inside that has one output", "");
    }
    return List.of(step.get(0).sequence(sequence.size(0)));
  }

  @Override
  public List<Child> children(List<Spec> inputs) {
    return List.of(new Child("layer", layer, List.of(inputs.get(0).step())));
  }

  @Override
  public String className() {
    return "TimeDistributed";
  }

  @Override
  protected void describe(Config config) {
    config.put("layer", layer);
  }
}
