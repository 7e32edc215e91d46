package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.graph.Functional;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds options of a layer that Braid has no counterpart for, by writing the layer down again: what
 * a file says and the layer doesn't would be lost in silence.
 */
final class LostOptions {
  /** Options that change no number, or that are written in many ways. */
  private static final Set<String> IGNORED =
      Set.of(
          "name",
          "trainable",
          "dtype",
          "batch_input_shape",
          "seed",
          "implementation",
          "unroll",
          "time_major",
          "batch_size",
          "input_length",
          "renorm",
          "fused",
          "use_cudnn",
          "quantization_config",
          "optional",
          "_keras_api_names");

  private final String path;
  private final Findings findings;

  private LostOptions(String path, Findings findings) {
    this.path = path;
    this.findings = findings;
  }

  static void find(Map<?, ?> object, Layer layer, String path, Findings findings) {
    if (layer instanceof Functional
        || !BuiltInLayers.classNames().contains(layer.className())
        || !layer.className().equals(object.get("class_name"))
        || !(object.get("config") instanceof Map<?, ?> config)) {
      return;
    }
    LostOptions search = new LostOptions(path, findings);
    search.dtype(config.get("dtype"), layer);
    search.compare(config, layer.config().map());
  }

  private void dtype(Object written, Layer layer) {
    Object name = written;
    if (written instanceof Map<?, ?> policy && policy.get("config") instanceof Map<?, ?> config) {
      name = config.get("name");
    }
    if (name instanceof String text
        && !text.equals("float32")
        && !layer.className().equals("InputLayer")) {
      findings.option(
          path,
          "the type float32",
          "received \"" + text + '"',
          "Convert the model in Python: rebuild it under keras.config.set_dtype_policy(\"float32\")"
              + " and copy its weights.");
    }
  }

  private void compare(Map<?, ?> file, Map<String, Object> kept) {
    file.forEach(
        (key, value) -> {
          String name = String.valueOf(key);
          if (!IGNORED.contains(name) && lost(name, value, kept)) {
            findings.option(
                path,
                kept.get(name) == null ? "options that Braid has" : kept.get(name) + " as " + name,
                "received " + name + " = " + Reference.text(value),
                "Build the model without it in Python, check its predictions, since they may change,"
                    + " and save it again.");
          }
        });
  }

  private static boolean lost(String name, Object value, Map<String, Object> kept) {
    if (!kept.containsKey(name)) {
      return value instanceof Boolean flag
          ? flag
          : value instanceof Number n && n.doubleValue() != 0;
    }
    Object mine = kept.get(name);
    if (value instanceof Number a && mine instanceof Number b) {
      return !near(a.doubleValue(), b.doubleValue());
    }
    if (value instanceof Boolean || mine instanceof Boolean) {
      return value != null && !value.equals(mine);
    }
    if (name.equals("data_format")) {
      return value != null && !value.equals(mine);
    }
    return value instanceof List<?> list && mine instanceof List<?> own && differ(list, own);
  }

  private static boolean differ(List<?> file, List<?> kept) {
    boolean numbers =
        file.stream().allMatch(Number.class::isInstance)
            && kept.stream().allMatch(Number.class::isInstance);
    if (!numbers) {
      return false;
    }
    boolean differ = file.size() != kept.size();
    for (int i = 0; !differ && i < file.size(); i++) {
      differ = !near(((Number) file.get(i)).doubleValue(), ((Number) kept.get(i)).doubleValue());
    }
    return differ;
  }

  private static boolean near(double a, double b) {
    return a == b || Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
  }
}
