package dev.braid.layers.regularization;

import dev.braid.layers.LayerCall;
import dev.braid.ops.Binary;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that drops elements while training.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseDropout<L extends BaseDropout<L>> extends BaseNoise<L>
    permits AlphaDropout, Dropout, SpatialDropout, StochasticDepth {
  private final double rate;

  BaseDropout(double rate) {
    this.rate = rate;
  }

  /** Rejects an invalid rate; files may also contain layers that drop everything. */
  final void checkRate(boolean ofFile) {
    if (ofFile) {
      fractionOrAll("rate", rate);
    } else {
      fraction("rate", rate);
    }
  }

  /** The fraction of elements that is dropped. */
  public final double rate() {
    return rate;
  }

  /** The shape of the random draws for an input of a shape with the batch axis. */
  public abstract long[] noiseShapeFor(long... input);

  @Override
  protected final Value noisy(LayerCall call, Value x) {
    return rate == 0 ? x : dropped(x, kept(call, x));
  }

  /** The result, given 1 for elements that are kept and 0 for those that are dropped. */
  protected Value dropped(Value x, Value kept) {
    return x.multiply(kept.binary(Binary.DIVIDE, rate == 1 ? 1 : 1 - rate));
  }

  private Value kept(LayerCall call, Value x) {
    long[] drawn = noiseShapeFor(x.shape());
    List<Size> sizes = new ArrayList<>();
    for (int i = 0; i < drawn.length; i++) {
      sizes.add(drawn[i] == x.size(i) ? x.sizeOf(i) : Size.of(drawn[i]));
    }
    return call.uniform(seed(), x, sizes).binary(Binary.GREATER_EQUAL, rate);
  }
}
