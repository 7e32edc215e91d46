package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.internal.graph.Functional;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds options of a layer that Braid does not support, by comparing a file with the configuration
 * of the layer that was read from it: an option that is missing there would be lost silently.
 */
final class UnsupportedOptionCheck {
  /** Options that do not affect results, or that are written in several forms. */
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
  private final LoadProblems problems;

  private UnsupportedOptionCheck(String path, LoadProblems problems) {
    this.path = path;
    this.problems = problems;
  }

  static void find(Map<?, ?> object, Layer layer, String path, LoadProblems problems) {
    if (layer instanceof Functional
        || !BuiltInLayers.classNames().contains(layer.className())
        || !layer.className().equals(object.get("class_name"))
        || !(object.get("config") instanceof Map<?, ?> config)) {
      return;
    }
    UnsupportedOptionCheck search = new UnsupportedOptionCheck(path, problems);
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
        && !text.equals(layer.config().get("dtype"))) {
      problems.option(
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
          if (!IGNORED.contains(name) && isLost(name, value, kept)) {
            problems.option(
                path,
                kept.get(name) == null
                    ? "options that Braid supports"
                    : kept.get(name) + " as " + name,
                "received " + name + " = " + TensorReference.text(value),
                "Build the model without it in Python, check its predictions, since they may change,"
                    + " and save it again.");
          }
        });
  }

  private static boolean isLost(String name, Object value, Map<String, Object> kept) {
    if (!kept.containsKey(name)) {
      return value instanceof Boolean flag
          ? flag
          : value instanceof Number n && n.doubleValue() != 0;
    }
    Object own = kept.get(name);
    if (value instanceof Number a && own instanceof Number b) {
      return !near(a.doubleValue(), b.doubleValue());
    }
    if (value instanceof Boolean || own instanceof Boolean) {
      return value != null && !value.equals(own);
    }
    if (name.equals("data_format")) {
      return value != null && !value.equals(own);
    }
    return value instanceof List<?> list && own instanceof List<?> other && differ(list, other);
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
