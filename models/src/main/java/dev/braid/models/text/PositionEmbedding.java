package dev.braid.models.text;

import dev.braid.Braid;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.CustomLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/** Adds a trainable vector to each step, depending on its position. */
public final class PositionEmbedding extends CustomLayer<PositionEmbedding> {
  /** The name by which files are read: {@code Registry.empty().layer(NAME, …::read)}. */
  public static final String NAME = "Custom>PositionEmbedding";

  /** Reads the layer from a configuration. */
  public static PositionEmbedding read(Config config) {
    return new PositionEmbedding();
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    return List.of(only(inputs, 2, "(samples, steps, features)"));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    long steps = only(inputs).shape()[0];
    if (steps < 0) {
      throw refusal(inputs, "a known number of steps, since each has weights", "");
    }
    return List.of(
        WeightSpec.of("embeddings", Braid.randomUniform(-0.05, 0.05), steps, features(inputs)));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return inputs.get(0).add(call.weight("embeddings"));
  }

  @Override
  public boolean passesMask() {
    return true;
  }

  @Override
  protected void describe(Config config) {}
}
