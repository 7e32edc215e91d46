package dev.braid.layers.activation;

import dev.braid.config.Config;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.List;

/** Negative values approach {@code -alpha} exponentially. */
public final class ELU extends SameShapeLayer<ELU> {
  private final double alpha;

  public ELU(double alpha) {
    if (!Double.isFinite(alpha)) {
      throw optionRefusal("alpha", "a number", alpha);
    }
    this.alpha = alpha;
  }

  public static ELU read(Config config) {
    return new ELU(config.number("alpha", 1));
  }

  public double alpha() {
    return alpha;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    return x.relu().add(x.clip(-Double.MAX_VALUE, 0).expm1().multiply(alpha));
  }

  @Override
  public String className() {
    return "ELU";
  }

  @Override
  public Config config() {
    return new Config()
        .put("name", name())
        .put("alpha", alpha)
        .put("trainable", trainable())
        .put("dtype", "float32");
  }

  @Override
  protected void describe(Config config) {
    // config() is overridden: Keras uses another order here
  }
}
