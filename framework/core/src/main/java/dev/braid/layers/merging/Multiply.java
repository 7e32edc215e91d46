package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.internal.masks.MaskValues;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Value;
import java.util.List;

/** The product of all inputs. */
public final class Multiply extends Merge<Multiply> {
  public static Multiply read(Config config) {
    return new Multiply();
  }

  @Override
  protected Value merge(Value a, Value b) {
    return a.multiply(b);
  }

  /**
   * Multiplies the inputs; padded steps of an input count as 1, and steps that are padded in all
   * inputs are zero.
   */
  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    List<Value> values = aligned(inputs);
    for (int i = 0; i < values.size(); i++) {
      Value mask = maskOver(call, inputs, i, values.get(i));
      if (mask != null) {
        values.set(i, values.get(i).multiply(mask).add(mask.subtractFrom(1)));
      }
    }
    Value product = values.stream().reduce(this::merge).orElseThrow();
    Value mask = computeMask(call, inputs);
    return mask == null ? product : product.multiply(MaskValues.over(mask, product));
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.MERGES;
  }

  @Override
  public String className() {
    return "Multiply";
  }
}
