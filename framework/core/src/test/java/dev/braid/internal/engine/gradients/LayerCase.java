package dev.braid.internal.engine.gradients;

import dev.braid.Layer;
import java.util.List;
import java.util.function.Supplier;

/**
 * A row of the gradient suite.
 *
 * @param name layer and options
 * @param layer makes the layer
 * @param inputs shapes of its inputs without the batch axis; 0 sizes are not allowed
 * @param ids above 0 where the inputs are integers below it
 * @param masked whether the layer also runs behind a masking layer, on sequences
 */
public record LayerCase(
    String name, Supplier<Layer> layer, List<long[]> inputs, int ids, boolean masked) {

  public static LayerCase row(String name, Supplier<Layer> layer, long[]... inputs) {
    return new LayerCase(name, layer, List.of(inputs), 0, false);
  }

  public static long[] shape(long... sizes) {
    return sizes;
  }

  /** The inputs are integers below the limit. */
  public LayerCase ids(int limit) {
    return new LayerCase(name, layer, inputs, limit, masked);
  }

  /** Runs it with padding too. */
  public LayerCase withMask() {
    return new LayerCase(name, layer, inputs, ids, true);
  }

  @Override
  public String toString() {
    return name;
  }
}
