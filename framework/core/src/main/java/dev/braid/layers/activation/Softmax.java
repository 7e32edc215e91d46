package dev.braid.layers.activation;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.masks.MaskValues;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;

/** Probabilities that sum to one along an axis; padded steps get zero. */
public final class Softmax extends SameShapeLayer<Softmax> {
  private final int[] axes;

  /** One axis or several, 0 being the batch axis, which can't be among them; -1 is the last. */
  public Softmax(int... axes) {
    this.axes = axes.clone();
    if (axes.length == 0) {
      throw optionRefusal("axis", "at least one axis", "none");
    }
    for (int axis : axes) {
      if (axis == 0) {
        throw optionRefusal("axis", "an axis other than the batch axis", axis);
      }
    }
  }

  public static Softmax read(Config config) {
    return new Softmax(
        Arrays.stream(config.wholes("axis", -1)).mapToInt(Math::toIntExact).toArray());
  }

  public int[] axes() {
    return axes.clone();
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    int rank = only(inputs).rank() + 1;
    for (int axis : axes) {
      if (axis >= rank || axis <= -rank) {
        throw refusal(inputs, "an input that has the axis " + axis, "");
      }
    }
    return super.outputs(inputs);
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    if (call.mask(0) == null) {
      return softmax(x);
    }
    Value real = MaskValues.over(call.mask(0), x);
    Value hidden = x.multiply(real).add(real.subtractFrom(1).multiply(-1e9));
    return softmax(hidden).multiply(real);
  }

  private Value softmax(Value x) {
    if (axes.length == 1) {
      return x.softmax(axes[0]);
    }
    Value exponentials = x.subtract(x.max(true, axes).detach()).exp();
    return exponentials.divide(exponentials.sum(true, axes));
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.RECEIVES;
  }

  @Override
  public String className() {
    return "Softmax";
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axes.length == 1 ? axes[0] : axes);
  }
}
