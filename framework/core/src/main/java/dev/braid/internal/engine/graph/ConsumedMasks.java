package dev.braid.internal.engine.graph;

import dev.braid.Layer;
import dev.braid.internal.engine.graph.Plan.Port;
import dev.braid.layers.MaskUse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tracks which tensors have lost their masks, step by step, as in Keras' functional models.
 *
 * <p>A MultiHeadAttention consumes the masks of the tensors that it reads. Steps that read these
 * tensors later, and their results, have no mask: another attention layer attends to padding, and a
 * loss includes it. The {@link MaskUse} of a layer says how it treats masks.
 */
final class ConsumedMasks {
  private final Set<Port> consumed = new HashSet<>();

  /** The model's inputs, whose masks come with the data. */
  private final Set<Port> data = new HashSet<>();

  /** The tensors under explicit masks by their masked ports: the tensor loses its own mask. */
  private final Map<Port, Port> underMask = new HashMap<>();

  boolean isUnmasked(Port port) {
    return consumed.contains(port);
  }

  /** Processes the next step and returns the inputs that it receives without masks. */
  Set<Integer> step(Layer layer, List<Port> inputs, int index, int outputs) {
    if (inputs.isEmpty()) {
      data.add(new Port(index, 0));
    }
    MaskUse use = layer.maskUse(inputs.size());
    return switch (use) {
      case MAKES -> Set.of();
      // in Keras, data has no masks
      case REPLACES -> data.contains(inputs.get(0)) ? Set.of() : Set.of(0);
      case READS -> {
        underMask.put(new Port(index, 0), inputs.get(0));
        yield Set.of();
      }
      default -> {
        Set<Integer> unmasked = unmasked(inputs);
        if (losesMask(use, unmasked, inputs.size())) {
          for (int output = 0; output < outputs; output++) {
            consumed.add(new Port(index, output));
          }
        }
        if (use == MaskUse.CONSUMES) {
          inputs.forEach(input -> consumed.add(underMask.getOrDefault(input, input)));
        }
        yield attends(use) ? unmasked : Set.of();
      }
    };
  }

  /** Returns the inputs that have lost their masks. */
  private Set<Integer> unmasked(List<Port> inputs) {
    Set<Integer> unmasked = new TreeSet<>();
    for (int k = 0; k < inputs.size(); k++) {
      if (isUnmasked(inputs.get(k))) {
        unmasked.add(k);
      }
    }
    return unmasked;
  }

  private static boolean losesMask(MaskUse use, Set<Integer> unmasked, int inputs) {
    return switch (use) {
      case ATTENDS, CONSUMES -> unmasked.contains(0);
      case MERGES -> inputs > 0 && unmasked.size() == inputs;
      case PASSES -> !unmasked.isEmpty();
      default -> false;
    };
  }

  private static boolean attends(MaskUse use) {
    return use == MaskUse.ATTENDS || use == MaskUse.CONSUMES;
  }
}
