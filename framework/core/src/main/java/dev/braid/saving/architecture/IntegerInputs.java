package dev.braid.saving.architecture;

import dev.braid.DType;
import dev.braid.engine.kernels.KernelSelection;
import dev.braid.graph.Functional;
import dev.braid.graph.Node;
import dev.braid.graph.Spec;
import dev.braid.graph.Topology;
import dev.braid.layers.activation.ReLU;
import dev.braid.layers.core.OperationLayer;
import java.util.Set;

/**
 * Finds layers that Keras computes in the whole-number type of their inputs: in uint8 sums wrap
 * around at 256. Braid computes in float32, and so refuses what would give other numbers.
 */
final class IntegerInputs {
  /** Layers that lose numbers in any whole type. */
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

  private IntegerInputs() {}

  static void find(Functional model, String path, Findings findings) {
    for (Node node : Topology.of(model).nodes()) {
      String at = Entry.join(path, node.layer().name());
      if (node.layer() instanceof Functional inner) {
        find(inner, at, findings);
      } else if (!node.isInput()) {
        find(node, at, findings);
      }
    }
  }

  private static void find(Node node, String at, Findings findings) {
    DType type = node.inputSpecs().get(0).dtype();
    boolean whole = node.inputSpecs().stream().map(Spec::dtype).allMatch(DType::whole);
    if (whole && differs(node, type)) {
      findings.option(
          at,
          "inputs of float32",
          "received " + type + ", in which Keras computes here",
          "In Python put keras.layers.Rescaling(1.0) before it and save the model again.");
    }
  }

  private static boolean differs(Node node, DType type) {
    String name = node.layer().className();
    if (node.layer() instanceof OperationLayer) {
      // with a constant of another type, Keras computes in that
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
