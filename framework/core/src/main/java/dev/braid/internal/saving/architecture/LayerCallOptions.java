package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.attention.GroupQueryAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Converts between call arguments that are not tensors and the options of a layer that they are in
 * Braid.
 */
final class LayerCallOptions {
  private static final String CAUSAL = "use_causal_mask";
  private static final String SCORES = "return_attention_scores";

  private LayerCallOptions() {}

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
                name.equals("attention_mask")
                    ? "Pass padding as value_mask, or with a Masking layer or mask_zero=True, and"
                        + " order as use_causal_mask=True; then save the model again."
                    : "Make it an option of the layer in Python and save the model again.");
          }
        });
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
