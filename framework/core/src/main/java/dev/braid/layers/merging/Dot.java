package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** A layer that multiplies two tensors and sums along one axis of each. */
public final class Dot extends BaseLayer<Dot> {
  private final int[] axes;
  private boolean normalize;

  /**
   * Creates the layer.
   *
   * @param axes one axis for both, or one of each; may be negative; 0, the batch axis, is not
   *     supported
   */
  public Dot(int... axes) {
    this.axes = axes.clone();
    if (axes.length < 1 || axes.length > 2) {
      throw optionRefusal("axes", "one axis or two", Arrays.toString(axes));
    }
    for (int axis : axes) {
      if (axis == 0) {
        throw optionRefusal("axes", "axes other than the batch axis", axis);
      }
    }
  }

  public static Dot read(Config config) {
    int[] axes = Arrays.stream(config.wholes("axes", -1)).mapToInt(Math::toIntExact).toArray();
    return new Dot(axes).normalize(config.flag("normalize", false));
  }

  /**
   * Scales vectors to length 1 first, so that the result is the cosine of the angle between them.
   */
  public Dot normalize(boolean on) {
    return with(copy -> copy.normalize = on);
  }

  public boolean normalize() {
    return normalize;
  }

  /** The axis of the first or second input, not negative, 0 being the batch axis. */
  public int axis(int input, int rankWithBatch) {
    int axis = axes[axes.length == 1 ? 0 : input];
    return axis < 0 ? axis + rankWithBatch : axis;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() != 2) {
      throw refusal(inputs, "two tensors", "");
    }
    for (int i = 0; i < 2; i++) {
      int axis = axis(i, inputs.get(i).rank() + 1);
      if (axis < 1 || axis > inputs.get(i).rank()) {
        throw refusal(inputs, "tensors that have the axis to sum along", described());
      }
    }
    Spec a = inputs.get(0);
    Spec b = inputs.get(1);
    long sizeA = a.size(axis(0, a.rank() + 1) - 1);
    long sizeB = b.size(axis(1, b.rank() + 1) - 1);
    if (sizeA >= 0 && sizeB >= 0 && sizeA != sizeB) {
      throw refusal(inputs, "equal sizes along the axes to sum along", described());
    }
    long[] shape = new long[a.rank() + b.rank() - 2];
    int count = sizesWithout(a, axis(0, a.rank() + 1) - 1, shape, 0);
    sizesWithout(b, axis(1, b.rank() + 1) - 1, shape, count);
    return List.of(shape.length == 0 ? Spec.of(1) : Spec.of(shape));
  }

  private String described() {
    return "axes = " + (axes.length == 1 ? axes[0] : Arrays.toString(axes)) + ".";
  }

  private static int sizesWithout(Spec spec, int axis, long[] shape, int from) {
    int count = from;
    for (int i = 0; i < spec.rank(); i++) {
      if (i != axis) {
        shape[count++] = spec.size(i);
      }
    }
    return count;
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value a = inputs.get(0);
    Value b = inputs.get(1);
    int axisA = axis(0, a.rank());
    int axisB = axis(1, b.rank());
    if (normalize) {
      a = normalized(a, axisA);
      b = normalized(b, axisB);
    }
    List<Size> sizes = new ArrayList<>(List.of(a.sizeOf(0)));
    sizes.addAll(others(a, axisA));
    sizes.addAll(others(b, axisB));
    if (sizes.size() == 1) {
      sizes.add(Size.of(1));
    }
    return rows(a, axisA).matmul(rows(b, axisB), false, true).reshape(sizes);
  }

  /** (samples, all other elements, elements along the axis). */
  private static Value rows(Value value, int axis) {
    int last = value.rank() - 1;
    int[] order =
        IntStream.concat(IntStream.rangeClosed(0, last).filter(i -> i != axis), IntStream.of(axis))
            .toArray();
    Value moved = axis == last ? value : value.permute(order);
    Size product = others(value, axis).stream().reduce(Size.of(1), Size::times);
    return moved.reshape(List.of(value.sizeOf(0), product, value.sizeOf(axis)));
  }

  /** The sizes of the axes after the batch axis, except one. */
  private static List<Size> others(Value value, int axis) {
    return IntStream.range(1, value.rank()).filter(i -> i != axis).mapToObj(value::sizeOf).toList();
  }

  /** Scales vectors to length 1; vectors of length 0 stay unchanged and have finite gradients. */
  private static Value normalized(Value value, int axis) {
    Value squares = value.square().sum(true, axis).clip(1e-14, Double.MAX_VALUE);
    return value.divide(squares.sqrt());
  }

  @Override
  public String className() {
    return "Dot";
  }

  @Override
  protected void describe(Config config) {
    config.put("axes", axes.length == 1 ? axes[0] : axes);
    config.put("normalize", normalize);
  }
}
