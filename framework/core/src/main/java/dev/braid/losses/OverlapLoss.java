package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The base of losses that measure how far regions overlap.
 *
 * @param <T> the loss's class
 */
public abstract class OverlapLoss<T extends OverlapLoss<T>> extends StandardLoss<T> {
  /** Null for all axes. */
  private int @Nullable [] axes;

  OverlapLoss(String name) {
    super(name);
  }

  /** Sets the axes that are summed over; by default the whole batch is one region. */
  public T axis(int... summed) {
    int[] kept = summed.clone();
    return with(copy -> ((OverlapLoss<?>) copy).axes = kept);
  }

  final T options(Config config) {
    T loss = common(config);
    return config.get("axis") == null
        ? loss
        : loss.axis(Arrays.stream(config.wholes("axis")).mapToInt(Math::toIntExact).toArray());
  }

  final Value sum(Value value) {
    return axes == null ? value.sum() : value.sum(false, axes);
  }

  /** An integer for one axis, as Keras writes it. */
  @Override
  protected void describe(Config config) {
    config.put("axis", axes == null ? null : axes.length == 1 ? (Object) axes[0] : axes);
  }
}
