package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.attention.GroupQueryAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Converts between call arguments that are not tensors and the options of a layer that they are in
 * Braid.
 */
final class LayerCallOptions {
  /** The argument that limits which steps attend to which. */
  static final String ATTENTION_MASK = "attention_mask";

  /** Layers that accept several tensors as separate arguments and not as one list. */
  private static final Set<String> SEPARATE_ARGUMENTS =
      Set.of("MultiHeadAttention", "GroupQueryAttention");

  private static final String CAUSAL = "use_causal_mask";
  private static final String SCORES = "return_attention_scores";

  private LayerCallOptions() {}

  /** Returns whether the tensors of a call are separate arguments, perhaps with attention masks. */
  static boolean hasSeparateArguments(Layer layer) {
    return SEPARATE_ARGUMENTS.contains(layer.className());
  }

  /** Returns the layer with the options of its calls, which must be the same in all calls. */
  static Layer apply(
      Layer layer, List<LayerCallReader.WrittenCall> calls, String path, LoadProblems problems) {
    if (calls.isEmpty()) {
      return layer;
    }
    Map<String, Object> options = calls.get(0).options();
    for (LayerCallReader.WrittenCall call : calls) {
      if (!call.options().equals(options)) {
        problems.option(
            path,
            "the same options in all calls",
            "received " + text(options) + " and " + text(call.options()),
            "Apply a second layer where options differ, and save the model again.");
      }
    }
    boolean attention =
        layer instanceof MultiHeadAttention
            || layer instanceof GroupQueryAttention
            || layer instanceof BaseAttention;
    options.forEach(
        (name, value) -> {
          if (!attention
              || !Boolean.TRUE.equals(value)
              || !(name.equals(CAUSAL) || name.equals(SCORES))) {
            problems.option(
                path,
                "calls with tensors only",
                "received " + name + " = " + TensorReference.text(value),
                "Make it an option of the layer in Python and save the model again.");
          }
        });
    if (calls.stream().anyMatch(call -> call.tensors().size() > 1 && !call.masks().isEmpty())) {
      if (layer instanceof Recurrent<?> recurrent) {
        return recurrent.maskWithStates(true);
      }
      if (layer instanceof Bidirectional directions) {
        return directions.maskWithStates(true);
      }
    }
    boolean causal = options.containsKey(CAUSAL);
    boolean scores = options.containsKey(SCORES);
    if (!causal && !scores) {
      return layer;
    }
    if (layer instanceof MultiHeadAttention heads) {
      return heads.causal(causal).returnAttentionScores(scores);
    }
    if (layer instanceof GroupQueryAttention groups) {
      return groups.causal(causal).returnAttentionScores(scores);
    }
    return layer instanceof BaseAttention<?> plain
        ? plain.causal(causal).returnAttentionScores(scores)
        : layer;
  }

  private static String text(Map<String, Object> options) {
    return options.isEmpty()
        ? "none"
        : options.entrySet().stream()
            .map(option -> option.getKey() + " = " + TensorReference.text(option.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** Returns the arguments of a call of this layer that are not tensors. */
  static Map<String, Object> of(Layer layer) {
    boolean causal = false;
    boolean scores = false;
    if (layer instanceof MultiHeadAttention heads) {
      causal = heads.isCausal();
      scores = heads.returnsScores();
    } else if (layer instanceof GroupQueryAttention groups) {
      causal = groups.isCausal();
      scores = groups.returnsScores();
    } else if (layer instanceof BaseAttention<?> plain) {
      causal = plain.isCausal();
      scores = plain.returnsScores();
    }
    Map<String, Object> options = new LinkedHashMap<>();
    if (causal) {
      options.put(CAUSAL, true);
    }
    if (scores) {
      options.put(SCORES, true);
    }
    return options;
  }
}
