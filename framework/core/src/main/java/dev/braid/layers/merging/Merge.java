package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.masks.MaskValues;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer that joins tensors element by element.
 *
 * <p>Shapes broadcast as Keras has it: they are aligned at their last axes, and a size of 1 fits
 * any.
 *
 * @param <L> the layer's own class
 */
public abstract class Merge<L extends Merge<L>> extends BaseLayer<L> {
  private static final String FIX = "Sizes must be equal or 1, counted from the last axis.";

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.isEmpty()) {
      throw refusal(inputs, "at least one tensor", "");
    }
    long[] shape = inputs.get(0).shape();
    for (Spec input : inputs.subList(1, inputs.size())) {
      shape = together(inputs, shape, input.shape());
    }
    return List.of(Spec.of(shape));
  }

  private long[] together(List<Spec> inputs, long[] a, long[] b) {
    if (a.length < b.length) {
      return together(inputs, b, a);
    }
    long[] shape = a.clone();
    for (int i = 0; i < b.length; i++) {
      int at = a.length - b.length + i;
      if (a[at] != b[i] && a[at] > 1 && b[i] > 1) {
        throw refusal(inputs, "shapes that fit together", FIX);
      }
      shape[at] = merged(a[at], b[i]);
    }
    return shape;
  }

  /** A size above 1 is the result's, whatever the other turns out to be. */
  private static long merged(long a, long b) {
    if (a > 1 || b > 1) {
      return Math.max(a, b);
    }
    return a == 1 ? b : a;
  }

  /** What two inputs give together. */
  protected abstract Value merge(Value a, Value b);

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return aligned(inputs).stream().reduce(this::merge).orElseThrow();
  }

  /** A step is real where that of any input is; there is no mask where an input has none. */
  @Override
  public final Value computeMask(LayerCall call, List<Value> inputs) {
    return call.reuse("mask", () -> anyReal(call, inputs.size()));
  }

  private static Value anyReal(LayerCall call, int inputs) {
    Value mask = call.mask(0);
    for (int i = 1; i < inputs; i++) {
      mask = MaskValues.either(mask, call.mask(i));
    }
    return mask;
  }

  /** The inputs, those of lower rank with axes of size 1 behind the batch axis. */
  static List<Value> aligned(List<Value> inputs) {
    int rank = inputs.stream().mapToInt(Value::rank).max().orElseThrow();
    List<Value> values = new ArrayList<>();
    for (Value input : inputs) {
      Value value = input;
      while (value.rank() < rank) {
        value = value.expand(1);
      }
      values.add(value);
    }
    return values;
  }

  /**
   * The mask of an input over its aligned value; inputs that were given further axes lose theirs,
   * as in Keras.
   */
  static Value maskOver(LayerCall call, List<Value> inputs, int input, Value aligned) {
    Value mask = call.mask(input);
    return mask == null || aligned.rank() != inputs.get(input).rank()
        ? null
        : MaskValues.over(mask, aligned);
  }

  @Override
  protected void describe(Config config) {
    // no options
  }
}
