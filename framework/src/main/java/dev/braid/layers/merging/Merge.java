package dev.braid.layers.merging;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
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

  @Override
  protected void describe(Config config) {
    // no options
  }
}
