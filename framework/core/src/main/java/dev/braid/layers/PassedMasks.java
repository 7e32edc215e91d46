package dev.braid.layers;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.ops.NoElementsException;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Value;
import java.util.List;

/** Finds the outputs of a layer that have the mask of its first input. */
public final class PassedMasks {
  private PassedMasks() {}

  /** For each output that may have a mask whether it is that of the first input. */
  public static List<Boolean> of(Layer layer, List<Spec> inputs) {
    Value mask = new ShapeValue(DType.BOOL, Spec.ANY, Spec.ANY);
    try {
      return layer.computeMasks(new ShapeCall(layer, mask), ShapeCall.values(inputs)).stream()
          .map(found -> found == mask)
          .toList();
    } catch (NoElementsException computed) {
      // a mask that is computed from elements is not the one that the input has
      return List.of(false);
    }
  }
}
