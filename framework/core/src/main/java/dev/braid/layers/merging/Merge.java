package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.internal.masks.MaskValues;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer that combines tensors element by element.
 *
 * <p>Shapes broadcast as in Keras: they are aligned at their last axes, and a size of 1 fits any.
 *
 * @param <L> the layer's class
 */
public abstract sealed class Merge<L extends Merge<L>> extends BaseLayer<L>
    permits Add, Average, Extremum, Multiply, Subtract {
  private static final String FIX = "Make the sizes equal or 1, counted from the last axis.";

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.isEmpty()) {
      throw refusal(inputs, "at least one tensor", "");
    }
    long[] shape = inputs.get(0).shape();
    for (Spec input : inputs.subList(1, inputs.size())) {
      shape = broadcast(inputs, shape, input.shape());
    }
    return List.of(Spec.of(shape));
  }

  private long[] broadcast(List<Spec> inputs, long[] a, long[] b) {
    if (a.length < b.length) {
      return broadcast(inputs, b, a);
    }
    long[] shape = a.clone();
    for (int i = 0; i < b.length; i++) {
      int at = a.length - b.length + i;
      if (a[at] != b[i] && a[at] > 1 && b[i] > 1) {
        throw refusal(inputs, "shapes that broadcast", FIX);
      }
      shape[at] = merged(a[at], b[i]);
    }
    return shape;
  }

  /** The size of the result: one above 1 determines it, even if the other is unknown. */
  private static long merged(long a, long b) {
    if (a > 1 || b > 1) {
      return Math.max(a, b);
    }
    return a == 1 ? b : a;
  }

  /** What two inputs give broadcast. */
  protected abstract Value merge(Value a, Value b);

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    return aligned(inputs).stream().reduce(this::merge).orElseThrow();
  }

  /** The union of the inputs' masks; null if an input has none. */
  @Override
  public final @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    if (IntStream.range(0, inputs.size()).anyMatch(input -> call.mask(input) == null)) {
      return null;
    }
    return call.reuse(
        "mask",
        () ->
            IntStream.range(0, inputs.size())
                .mapToObj(call::mask)
                .reduce(MaskValues::either)
                .orElseThrow());
  }

  /** The inputs, expanded to equal rank by axes of size 1 after the batch axis. */
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

  /** The mask of an input over its aligned value; expanded inputs lose theirs, as in Keras. */
  static @Nullable Value maskOver(LayerCall call, List<Value> inputs, int input, Value aligned) {
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
