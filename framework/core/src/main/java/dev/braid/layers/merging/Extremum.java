package dev.braid.layers.merging;

import dev.braid.internal.masks.MaskValues;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.List;

/**
 * The largest or smallest of all inputs, element by element; padded steps of an input are ignored.
 *
 * @param <L> the layer's class
 */
abstract sealed class Extremum<L extends Extremum<L>> extends Merge<L> permits Maximum, Minimum {
  /** Combines the inputs; padded steps of an input are ignored. */
  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    List<Value> values = aligned(inputs);
    Value best = values.get(0);
    Value bestMask = maskOver(call, inputs, 0, best);
    for (int i = 1; i < values.size(); i++) {
      Value value = values.get(i);
      Value mask = maskOver(call, inputs, i, value);
      if (mask != null) {
        value = value.where(mask, best);
      }
      if (bestMask != null) {
        best = best.where(bestMask, value);
      }
      bestMask = MaskValues.either(bestMask, mask);
      best = merge(best, value);
    }
    return best;
  }
}
