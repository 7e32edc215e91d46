package dev.braid.saving.architecture;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The operations among a model's layers: what Python computed with tensors outside of layers.
 *
 * <p>Those that only make masks are read by {@link MaskReader}; all others are refused.
 */
final class Operations {
  /** Layers that do what an operation does. */
  private static final Map<String, String> LAYERS =
      Map.ofEntries(
          Map.entry(
              "Add", "keras.layers.Add()([a, b]) for a + b, keras.layers.Rescaling for numbers"),
          Map.entry("Subtract", "keras.layers.Subtract()([a, b]) for a - b"),
          Map.entry(
              "Multiply",
              "keras.layers.Multiply()([a, b]) for a * b, keras.layers.Rescaling for numbers"),
          Map.entry("TrueDivide", "keras.layers.Rescaling(1 / number) for a / number"),
          Map.entry("Negative", "keras.layers.Rescaling(-1) for -a"),
          Map.entry("Maximum", "keras.layers.Maximum()([a, b])"),
          Map.entry("Minimum", "keras.layers.Minimum()([a, b])"),
          Map.entry("Concatenate", "keras.layers.Concatenate()([a, b])"),
          Map.entry("Reshape", "keras.layers.Reshape"),
          Map.entry("Transpose", "keras.layers.Permute"),
          Map.entry("Matmul", "keras.layers.Dot"),
          Map.entry("Relu", "keras.layers.Activation(\"relu\")"),
          Map.entry("Sigmoid", "keras.layers.Activation(\"sigmoid\")"),
          Map.entry("Tanh", "keras.layers.Activation(\"tanh\")"),
          Map.entry("Softmax", "keras.layers.Softmax"));

  private final String path;
  private final Findings findings;
  private final Map<String, Map<?, ?>> objects = new LinkedHashMap<>();
  private final Set<String> needed = new LinkedHashSet<>();

  Operations(String path, Findings findings) {
    this.path = path;
    this.findings = findings;
  }

  void add(String name, Map<?, ?> object) {
    objects.put(name, object);
  }

  Set<String> names() {
    return objects.keySet();
  }

  /** The object of an operation, or null. */
  Map<?, ?> object(String name) {
    return objects.get(name);
  }

  /** Notes that a layer, or the model's end, takes a tensor that may come from an operation. */
  void needs(Reference tensor) {
    if (objects.containsKey(tensor.layer())) {
      needed.add(tensor.layer());
    }
  }

  /** Finds every operation that values go through on their way to a layer or out. */
  void refuse() {
    Deque<String> open = new ArrayDeque<>(needed);
    while (!open.isEmpty()) {
      references(objects.get(open.remove()).get("inbound_nodes"), open);
    }
    for (Map.Entry<String, Map<?, ?>> entry : objects.entrySet()) {
      if (needed.contains(entry.getKey())) {
        String name = String.valueOf(entry.getValue().get("class_name"));
        findings.layer(
            Entry.join(path, entry.getKey()),
            "layers",
            "received the operation \"" + name + "\" of keras.ops",
            "In Python write "
                + LAYERS.getOrDefault(name, "a layer for it")
                + ", and save the model again.");
      }
    }
  }

  private void references(Object written, Deque<String> open) {
    if (Reference.isTensor(written)) {
      Reference.ofTensor(written)
          .filter(tensor -> objects.containsKey(tensor.layer()) && needed.add(tensor.layer()))
          .ifPresent(tensor -> open.add(tensor.layer()));
    } else if (written instanceof Map<?, ?> map) {
      map.values().forEach(value -> references(value, open));
    } else if (written instanceof List<?> list) {
      list.forEach(value -> references(value, open));
    }
  }
}
