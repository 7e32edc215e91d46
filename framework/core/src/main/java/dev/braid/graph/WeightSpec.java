package dev.braid.graph;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import java.util.Arrays;

/**
 * A weight that a layer needs.
 *
 * @param name within the layer, such as {@code kernel}
 * @param shape in Keras' layout
 * @param initializer gives the first values
 * @param regularizer may be null
 * @param constraint may be null
 * @param trainable false for statistics that training keeps but gradients don't touch
 */
public record WeightSpec(
    String name,
    long[] shape,
    Initializer initializer,
    Regularizer regularizer,
    Constraint constraint,
    boolean trainable) {

  public static WeightSpec of(String name, Initializer initializer, long... shape) {
    return new WeightSpec(name, shape, initializer, null, null, true);
  }

  public static WeightSpec statistic(String name, Initializer initializer, long... shape) {
    return new WeightSpec(name, shape, initializer, null, null, false);
  }

  public WeightSpec with(Regularizer price, Constraint rule) {
    return new WeightSpec(name, shape, initializer, price, rule, trainable);
  }

  public long length() {
    return Sizes.product(shape);
  }

  boolean sameShape(WeightSpec other) {
    return name.equals(other.name) && Arrays.equals(shape, other.shape);
  }
}
