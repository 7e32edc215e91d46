package dev.braid.layers.attention;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.GlorotUniform;
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
  public String className() {
    return "AdditiveAttention";
  }

  @Override
  protected void describe(Config config) {
    config.put("use_scale", scales());
    describeDropout(config);
  }
}
