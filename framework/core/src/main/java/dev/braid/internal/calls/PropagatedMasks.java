package dev.braid.internal.calls;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.ops.NoElementsException;
import dev.braid.ops.ShapeValue;
import dev.braid.ops.Value;
import java.util.List;

/** Finds the outputs of a layer to which the mask of its first input propagates. */
public final class PropagatedMasks {
  private PropagatedMasks() {}

  /** Returns for each output that may have a mask whether it is that of the first input. */
  public static List<Boolean> of(Layer layer, List<Spec> inputs) {
    Value mask = new ShapeValue(DType.BOOL, Spec.ANY, Spec.ANY);
    try {
      return layer
          .computeMasks(new ShapeOnlyCall(layer, mask), ShapeOnlyCall.values(inputs))
          .stream()
          .map(found -> found == mask)
          .toList();
    } catch (NoElementsException e) {
      // a mask that is computed from elements is not the input's mask
      return List.of(false);
    }
  }
}
