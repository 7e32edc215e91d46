package dev.braid.internal.saving.architecture;

import dev.braid.DType;
import dev.braid.graph.Spec;
import dev.braid.internal.calls.OperationLayer;
import dev.braid.internal.engine.kernels.table.KernelSelection;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.layers.activation.ReLU;
import java.util.Set;

/**
 * Finds layers that Keras computes in the integer type of their inputs, where sums of uint8 wrap
 * around at 256. Braid computes in float32 and therefore refuses layers whose results would differ.
 */
final class IntegerInputCheck {
  /** Layers whose results differ in any integer type. */
  private static final Set<String> ANY = Set.of("LayerNormalization", "UnitNormalization");

  /** Layers that overflow in narrow types. */
  private static final Set<String> NARROW =
      Set.of(
          "Add",
          "Subtract",
          "Multiply",
          "Average",
          "Dot",
          "Softmax",
          "Attention",
          "AdditiveAttention");

  private static final Set<DType> NARROW_TYPES =
      Set.of(DType.INT8, DType.INT16, DType.UINT8, DType.UINT16, DType.BOOL);

  private IntegerInputCheck() {}

  static void find(Functional model, String path, LoadProblems problems) {
    for (Node node : Topology.of(model).nodes()) {
      String at = LayerEntry.join(path, node.layer().name());
      if (node.layer() instanceof Functional inner) {
        find(inner, at, problems);
      } else if (!node.isInput()) {
        find(node, at, problems);
      }
    }
  }

  private static void find(Node node, String at, LoadProblems problems) {
    DType type = node.inputSpecs().get(0).dtype();
    boolean integers = node.inputSpecs().stream().map(Spec::dtype).allMatch(DType::whole);
    if (integers && differs(node, type)) {
      problems.option(
          at,
          "inputs of float32",
          "received " + type + ", the type in which Keras computes this layer",
          "Insert keras.layers.Rescaling(1.0) before it in Python and save the model again.");
    }
  }

  private static boolean differs(Node node, DType type) {
    String name = node.layer().className();
    if (node.layer() instanceof OperationLayer) {
      // with a constant of another type, Keras computes in that type
      return NARROW_TYPES.contains(node.outputs().get(0).dtype()) && NARROW.contains(name);
    }
    return ANY.contains(name)
        || node.layer() instanceof ReLU relu && !plain(relu)
        || NARROW_TYPES.contains(type) && NARROW.contains(name)
        || type == DType.BOOL && KernelSelection.rounds(node.layer(), node.inputSpecs());
  }

  private static boolean plain(ReLU relu) {
    return relu.negativeSlope() == 0 && relu.threshold() == 0 && Double.isInfinite(relu.maxValue());
  }
}
