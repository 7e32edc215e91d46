package dev.braid.layers.regularization;

import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * A layer that changes its input at random while training and passes it on otherwise.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseNoise<L extends BaseNoise<L>> extends RandomLayer<L>
    permits BaseDropout, GaussianDropout, GaussianNoise {
  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    return call.training() ? noisy(call, inputs.get(0)) : inputs.get(0);
  }

  /** The layer's output while training. */
  protected abstract Value noisy(LayerCall call, Value x);
}
