package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.internal.graph.Functional;
import dev.braid.layers.core.InputLayer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
          "_keras_api_names");

  private static final Set<String> FLOATS =
      Set.of("float16", "bfloat16", "float64", "mixed_float16", "mixed_bfloat16");

  private static final Set<String> QUANTIZED =
      Set.of(
          "QuantizedDTypePolicy",
          "QuantizedFloat8DTypePolicy",
          "GPTQDTypePolicy",
          "AWQDTypePolicy");

  private final String path;
  private final LoadProblems problems;
  private final FileDeviations deviations;

  private UnsupportedOptionCheck(String path, LoadProblems problems, FileDeviations deviations) {
    this.path = path;
    this.problems = problems;
    this.deviations = deviations;
  }

  static void find(
      Map<?, ?> object,
      Layer layer,
      String path,
      LoadProblems problems,
      FileDeviations deviations) {
    if (!(object.get("config") instanceof Map<?, ?> config)) {
      return;
    }
    UnsupportedOptionCheck search = new UnsupportedOptionCheck(path, problems, deviations);
    if (!(layer instanceof Functional) && !(layer instanceof InputLayer)) {
      if (!Objects.equals(config.get("dtype"), layer.config().get("dtype"))) {
        search.policy(config.get("dtype"));
      }
    }
    if (layer instanceof InputLayer input && input.optional()) {
      deviations.optionalInput(path);
    }
    if (BuiltInLayers.classNames().contains(layer.className())
        && layer.className().equals(object.get("class_name"))) {
      search.compare(config, layer.config().map());
    }
  }

  /** Checks a policy: its name, Keras' object, or the policies of several layers inside. */
  private void policy(Object written) {
    if (written instanceof Map<?, ?> policy && policy.get("config") instanceof Map<?, ?> config) {
      policy(config.get("name"));
      policy(config.get("default_policy"));
      if (config.get("policy_map") instanceof Map<?, ?> inside) {
        inside.values().forEach(this::policy);
      }
      if (QUANTIZED.contains(String.valueOf(policy.get("class_name")))) {
        quantized(String.valueOf(policy.get("class_name")));
      }
    } else if (written instanceof String name && !name.equals("float32")) {
      if (FLOATS.contains(name)) {
        deviations.policy(name, path);
      } else {
        quantized(name);
      }
    }
  }

  private void quantized(String policy) {
    problems.option(
        path,
        "a policy of floating-point numbers",
        "received \"" + policy + '"',
        "Save the model in Python before it is quantized.");
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
