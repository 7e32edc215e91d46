package dev.braid.engine.graph;

import dev.braid.Layer;
import dev.braid.engine.graph.Plan.Port;
import dev.braid.layers.activation.Softmax;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.core.Embedding;
import dev.braid.layers.core.Masking;
import dev.braid.layers.masks.ExplicitMask;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.pooling.GlobalAveragePooling1D;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import dev.braid.layers.rnn.TimeDistributed;
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
 * Layers that are handed a mask as an argument of their own, which Keras writes into the graph when
 * it is built, get it all the same, so masks go on through the graph. A Masking ignores the mask
 * that its input has.
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
    if (layer instanceof Masking) {
      // its mask replaces that of an earlier layer; Keras knows none that comes with the data
      return data.contains(inputs.get(0)) ? Set.of() : Set.of(0);
    }
    if (layer instanceof ExplicitMask) {
      underMask.put(new Port(number, 0), inputs.get(0));
      return Set.of();
    }
    if (layer instanceof Embedding embedding && embedding.masksZero()) {
      return Set.of();
    }
    Set<Integer> bare = new TreeSet<>();
    for (int k = 0; k < inputs.size(); k++) {
      if (gone(inputs.get(k))) {
        bare.add(k);
      }
    }
    boolean takes = layer instanceof MultiHeadAttention;
    boolean looks = takes || layer instanceof BaseAttention<?>;
    boolean all = layer instanceof Concatenate || layer instanceof Multiply;
    boolean lost = bare.size() == inputs.size() || !all;
    if (looks ? bare.contains(0) : !bare.isEmpty() && lost && !isHanded(layer, inputs.size())) {
      for (int output = 0; output < outputs; output++) {
        gone.add(new Port(number, output));
      }
    }
    if (takes) {
      inputs.forEach(input -> gone.add(underMask.getOrDefault(input, input)));
    }
    return looks ? bare : Set.of();
  }

  private static boolean isHanded(Layer layer, int inputs) {
    if (layer instanceof Recurrent<?> || layer instanceof Bidirectional) {
      // Keras passes no mask to a call with initial states
      return inputs == 1;
    }
    return layer instanceof TimeDistributed
        || layer instanceof GlobalAveragePooling1D
        || layer instanceof BatchNormalization
        || layer instanceof Softmax;
  }
}
