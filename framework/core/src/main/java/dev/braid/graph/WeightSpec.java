package dev.braid.graph;

import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.internal.shapes.Sizes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The specification of a weight of a layer.
 *
 * @param name the name in the layer, such as {@code kernel}
 * @param shape the shape in Keras' layout
 * @param initializer the initializer
 * @param regularizer the regularizer, or null
 * @param constraint the constraint, or null
 * @param trainable false for statistics, which gradients do not change
 */
public record WeightSpec(
    String name,
    long[] shape,
    Initializer initializer,
    @Nullable Regularizer regularizer,
    @Nullable Constraint constraint,
    boolean trainable) {

  public static WeightSpec of(String name, Initializer initializer, long... shape) {
    return new WeightSpec(name, shape, initializer, null, null, true);
  }

  public static WeightSpec statistic(String name, Initializer initializer, long... shape) {
    return new WeightSpec(name, shape, initializer, null, null, false);
  }

  public WeightSpec with(@Nullable Regularizer penalty, @Nullable Constraint bound) {
    return new WeightSpec(name, shape, initializer, penalty, bound, trainable);
  }

  public long length() {
    return Sizes.product(shape);
  }

  public boolean sameShape(WeightSpec other) {
    return name.equals(other.name) && Arrays.equals(shape, other.shape);
  }
}
