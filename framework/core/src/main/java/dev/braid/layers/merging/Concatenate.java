package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.masks.MaskValues;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Concatenates tensors along an axis. */
public final class Concatenate extends BaseLayer<Concatenate> {
  private final int axis;

  /** The axis may be negative; 0, the batch axis, is not supported. */
  public Concatenate(int axis) {
    this.axis = axis;
    if (axis == 0) {
      throw optionRefusal("axis", "an axis other than the batch axis", axis);
    }
  }

  public static Concatenate read(Config config) {
    return new Concatenate(config.integer("axis", -1));
  }

  public int axis() {
    return axis;
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.isEmpty()) {
      throw refusal(inputs, "at least one tensor", "");
    }
    Spec first = inputs.get(0);
    int at = axis < 0 ? axis + first.rank() : axis - 1;
    if (at < 0 || at >= first.rank()) {
      throw refusal(inputs, "tensors that have the axis " + axis, "");
    }
    long[] shape = first.shape().clone();
    for (Spec input : inputs.subList(1, inputs.size())) {
      if (input.rank() != shape.length) {
        throw refusal(
            inputs,
            "tensors with the same number of axes",
            "Make them equal by flatten(), reshape(…) or a global pooling layer.");
      }
      for (int i = 0; i < shape.length; i++) {
        long size = input.size(i);
        if (i == at) {
          shape[i] = shape[i] < 0 || size < 0 ? Spec.ANY : Sizes.sum(shape[i], size);
        } else if (shape[i] < 0) {
          shape[i] = size;
        } else if (size >= 0 && size != shape[i]) {
          throw refusal(
              inputs, "sizes that are equal except along axis " + axis, otherAxis(inputs));
        }
      }
    }
    return List.of(Spec.of(shape));
  }

  /** Suggests an axis along which the inputs would fit, if one exists. */
  private static String otherAxis(List<Spec> inputs) {
    int found = 0;
    for (int i = 0; i < inputs.get(0).rank(); i++) {
      int at = i;
      if (inputs.stream().mapToLong(spec -> spec.size(at)).distinct().count() > 1) {
        if (found > 0) {
          return "";
        }
        found = i + 1;
      }
    }
    return "Concatenate along axis " + found + " instead.";
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return Value.concat(axis, inputs);
  }

  /**
   * Concatenates masks; inputs without one count as unmasked, and a step is unmasked if it is in
   * any input.
   */
  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    List<Value> given = IntStream.range(0, inputs.size()).mapToObj(call::mask).toList();
    Value some = given.stream().filter(Objects::nonNull).findFirst().orElse(null);
    int rank = inputs.get(0).rank();
    if (some == null || rank <= some.rank()) {
      return null;
    }
    boolean steps = (axis < 0 ? axis + rank : axis) == 1;
    List<Value> masks = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Value mask = given.get(i);
      masks.add(mask != null ? mask : steps ? real(some, inputs.get(i)) : real(some));
    }
    return steps ? Value.concat(1, masks) : masks.stream().reduce(MaskValues::either).orElseThrow();
  }

  /** A mask of ones in the shape of another mask. */
  private static Value real(Value mask) {
    return mask.zeros().add(1);
  }

  /** A mask of ones for the steps of an input. */
  private static Value real(Value mask, Value input) {
    List<Size> sizes = List.of(input.sizeOf(0), input.sizeOf(1));
    return real(mask.slice(1, 0, 1)).broadcastTo(sizes);
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.MERGES;
  }

  @Override
  public String className() {
    return "Concatenate";
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axis);
  }
}
