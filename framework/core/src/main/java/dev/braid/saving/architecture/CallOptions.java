package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Arguments of calls that are no tensors: in Braid they are options of the layer. */
final class CallOptions {
  private static final String CAUSAL = "use_causal_mask";
  private static final String SCORES = "return_attention_scores";

  private CallOptions() {}

  /** The layer with the options that its calls state; all calls must state the same. */
  static Layer apply(Layer layer, List<CallReader.Call> calls, String path, Findings findings) {
    if (calls.isEmpty()) {
      return layer;
    }
    Map<String, Object> options = calls.get(0).options();
    for (CallReader.Call call : calls) {
      if (!call.options().equals(options)) {
        findings.option(
            path,
            "the same options in all calls",
            "received " + text(options) + " and " + text(call.options()),
            "Apply a second layer where options differ, and save the model again.");
      }
    }
    boolean attention = layer instanceof MultiHeadAttention || layer instanceof BaseAttention;
    options.forEach(
        (name, value) -> {
          if (!attention
              || !Boolean.TRUE.equals(value)
              || !(name.equals(CAUSAL) || name.equals(SCORES))) {
            findings.option(
                path,
                "calls with tensors alone",
                "received " + name + " = " + Reference.text(value),
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
    return layer instanceof BaseAttention<?> plain
        ? plain.causal(causal).returnAttentionScores(scores)
        : layer;
  }

  private static String text(Map<String, Object> options) {
    return options.isEmpty()
        ? "none"
        : options.entrySet().stream()
            .map(option -> option.getKey() + " = " + Reference.text(option.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** What a call of this layer says beside its tensors. */
  static Map<String, Object> of(Layer layer) {
    boolean causal = false;
    boolean scores = false;
    if (layer instanceof MultiHeadAttention heads) {
      causal = heads.isCausal();
      scores = heads.returnsScores();
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
