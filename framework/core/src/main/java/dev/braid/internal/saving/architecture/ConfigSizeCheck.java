package dev.braid.internal.saving.architecture;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.LoadLimits;
import java.util.List;
import java.util.Map;

/** Checks the size of a configuration before objects are created from it. */
final class ConfigSizeCheck {
  private static final String LAYERS = "layers";
  private static final String OUTPUTS = "outputs";
  private static final String METRICS = "metrics";

  private final LoadLimits limits;
  private final String file;
  private int layers;
  private int calls;
  private int metrics;

  private ConfigSizeCheck(LoadLimits limits, String file) {
    this.limits = limits;
    this.file = file;
  }

  /** Refuses a configuration that exceeds a limit. */
  static void check(Map<?, ?> document, LoadLimits limits, String file) throws FileFormatException {
    new ConfigSizeCheck(limits, file).traverse(document, 0);
  }

  private void traverse(Object node, int pathLength) throws FileFormatException {
    if (node instanceof List<?> list) {
      for (Object item : list) {
        traverse(item, pathLength);
      }
    } else if (node instanceof Map<?, ?> map) {
      int length = pathLength;
      if (map.get("config") instanceof Map<?, ?> config
          && config.get("name") instanceof String name) {
        length += name.length() + 1;
        require(
            length <= limits.textLength() + 1,
            limits.textLength(),
            "characters in the path of a layer",
            "textLength");
      }
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        count(String.valueOf(entry.getKey()), entry.getValue());
        traverse(entry.getValue(), length);
      }
    }
  }

  private void count(String key, Object value) throws FileFormatException {
    switch (key) {
      case "layers", "cells" -> {
        layers += size(value);
        require(layers <= limits.layers(), limits.layers(), "layers", LAYERS);
      }
      case "inbound_nodes" -> {
        calls += size(value);
        require(calls <= limits.layers(), limits.layers(), "applications of layers", LAYERS);
      }
      case "input_layers" ->
          require(ends(value) <= limits.outputs(), limits.outputs(), "inputs", OUTPUTS);
      case "output_layers" ->
          require(ends(value) <= limits.outputs(), limits.outputs(), "outputs", OUTPUTS);
      case "metrics", "weighted_metrics" -> {
        metrics += leaves(value);
        require(metrics <= limits.metrics(), limits.metrics(), "metrics", METRICS);
      }
      default -> {
        // other lists do not create one object for each entry
      }
    }
  }

  private static int size(Object value) {
    return value instanceof List<?> list
        ? list.size()
        : value instanceof Map<?, ?> map ? map.size() : 0;
  }

  /** Counts inputs or outputs, which may be a single one, a list or a map. */
  private static int ends(Object value) {
    if (TensorReference.ofList(value).isPresent()) {
      return 1;
    }
    int count = 0;
    if (value instanceof List<?> list) {
      for (Object item : list) {
        count += ends(item);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Object item : map.values()) {
        count += ends(item);
      }
    } else {
      count = 1;
    }
    return count;
  }

  /** Counts metrics, which may be lists or maps of lists. */
  private static int leaves(Object value) {
    int count = 0;
    if (value instanceof List<?> list) {
      for (Object item : list) {
        count += leaves(item);
      }
      return count;
    }
    if (value instanceof Map<?, ?> map && !map.containsKey("class_name")) {
      for (Object item : map.values()) {
        count += leaves(item);
      }
      return count;
    }
    return 1;
  }

  private void require(boolean within, int most, String what, String limit)
      throws FileFormatException {
    if (!within) {
      throw LoadLimits.exceeded(file, "more than " + most + " " + what, limit);
    }
  }
}
