package dev.braid.layers.attention;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/** Attention that scores by a weighted sum of tanh(query + key) (Bahdanau's). */
public final class AdditiveAttention extends BaseAttention<AdditiveAttention> {
  public AdditiveAttention() {
    super(true);
  }

  public static AdditiveAttention read(Config config) {
    return new AdditiveAttention().readOptions(config);
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return scales()
        ? List.of(WeightSpec.of("scale", new GlorotUniform(), inputs.get(0).last()))
        : List.of();
  }

  @Override
  Value scores(LayerCall call, Value query, Value key) {
    Value activated = query.expand(2).add(key.expand(1)).tanh();
    return (scales() ? activated.multiply(call.weight("scale")) : activated).sum(false, 3);
  }

  @Override
  public String className() {
    return "AdditiveAttention";
  }

  @Override
  protected void describe(Config config) {
    config.put("use_scale", scales());
    describeDropout(config);
  }
}
