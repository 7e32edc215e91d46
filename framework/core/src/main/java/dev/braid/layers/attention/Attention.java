package dev.braid.layers.attention;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/** Attention that scores by the product of query and key (Luong's). */
public final class Attention extends BaseAttention<Attention> {
  private String scoreMode = "dot";

  public Attention() {
    super(false);
  }

  public static Attention read(Config config) {
    return new Attention().readOptions(config).scoreMode(config.text("score_mode", "dot"));
  }

  /** True where scores are sums of tanh(query + key) rather than products. */
  public boolean concatenates() {
    return scoreMode.equals("concat");
  }

  /** How scores are computed: {@code dot}, or {@code concat} for a sum of tanh(query + key). */
  public Attention scoreMode(String mode) {
    if (!mode.equals("dot") && !mode.equals("concat")) {
      throw optionRefusal("scoreMode", "dot or concat", mode);
    }
    return with(copy -> copy.scoreMode = mode);
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    List<WeightSpec> weights = new ArrayList<>();
    if (scales()) {
      weights.add(WeightSpec.of("scale", new Ones()));
    }
    if (concatenates()) {
      weights.add(WeightSpec.of("concat_score_weight", new Ones()));
    }
    return weights;
  }

  @Override
  Value scores(LayerCall call, Value query, Value key) {
    Value scale = scales() ? call.weight("scale").reshape(1, 1, 1) : null;
    if (!concatenates()) {
      Value scores = query.matmul(key, false, true);
      return scale == null ? scores : scores.multiply(scale);
    }
    Value sums = query.expand(2).add(key.expand(1));
    Value activated = (scale == null ? sums : sums.multiply(scale)).tanh();
    return activated.sum(false, 3).multiply(call.weight("concat_score_weight").reshape(1, 1, 1));
  }

  @Override
  public String className() {
    return "Attention";
  }

  @Override
  protected void describe(Config config) {
    config.put("use_scale", scales());
    config.put("score_mode", scoreMode);
    describeDropout(config);
  }
}
