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
 * Follows which tensors have lost their masks, step by step, as in Keras' running models.
 *
 * <p>A MultiHeadAttention takes the masks from the tensors that it reads. What reads them later,
 * and what is made of them, has none: another attention layer attends to padding, a loss counts it.
 * What a layer does with masks is its {@link MaskUse}.
 */
final class TakenMasks {
  private final Set<Port> gone = new HashSet<>();

  /** The model's inputs, whose masks come with the data. */
  private final Set<Port> data = new HashSet<>();

  /** What stands under an explicit mask: the tensor itself loses its own mask. */
  private final Map<Port, Port> underMask = new HashMap<>();

  boolean gone(Port port) {
    return gone.contains(port);
  }

  /** The next step; gives the inputs of which it may not see the masks. */
  Set<Integer> step(Layer layer, List<Port> inputs, int number, int outputs) {
    if (inputs.isEmpty()) {
      data.add(new Port(number, 0));
    }
    MaskUse use = layer.maskUse(inputs.size());
    return switch (use) {
      case MAKES -> Set.of();
      // Keras has no masks that come with the data
      case REPLACES -> data.contains(inputs.get(0)) ? Set.of() : Set.of(0);
      case READS -> {
        underMask.put(new Port(number, 0), inputs.get(0));
        yield Set.of();
      }
      default -> {
        Set<Integer> bare = bare(inputs);
        if (isLost(use, bare, inputs.size())) {
          for (int output = 0; output < outputs; output++) {
            gone.add(new Port(number, output));
          }
        }
        if (use == MaskUse.CONSUMES) {
          inputs.forEach(input -> gone.add(underMask.getOrDefault(input, input)));
        }
        yield attends(use) ? bare : Set.of();
      }
    };
  }

  /** The inputs that have lost their masks. */
  private Set<Integer> bare(List<Port> inputs) {
    Set<Integer> bare = new TreeSet<>();
    for (int k = 0; k < inputs.size(); k++) {
      if (gone(inputs.get(k))) {
        bare.add(k);
      }
    }
    return bare;
  }

  private static boolean isLost(MaskUse use, Set<Integer> bare, int inputs) {
    return switch (use) {
      case ATTENDS, CONSUMES -> bare.contains(0);
      case MERGES -> inputs > 0 && bare.size() == inputs;
      case PASSES -> !bare.isEmpty();
      default -> false;
    };
  }

  private static boolean attends(MaskUse use) {
    return use == MaskUse.ATTENDS || use == MaskUse.CONSUMES;
  }
}
