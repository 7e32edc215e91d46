package dev.braid.internal.saving.architecture;

import dev.braid.config.Config;
import java.util.List;
import java.util.Map;

/** Reads properties of an entry in a model's list of layers. */
final class LayerEntry {
  private static final String OPERATIONS = "keras.src.ops.";

  private LayerEntry() {}

  /** Returns the name of a layer, which is stored beside its configuration or in it. */
  static String nameOf(Map<?, ?> object) {
    if (object.get("name") instanceof String name) {
      return name;
    }
    if (object.get("config") instanceof Map<?, ?> config
        && config.get("name") instanceof String name) {
      return name;
    }
    return "";
  }

  /** Returns whether an entry is an operation and not a layer, such as those that compute masks. */
  static boolean isOperation(Map<?, ?> object) {
    return object.get("module") instanceof String module
        ? module.startsWith(OPERATIONS) || module.startsWith("keras.ops")
        : isOldOperation(object);
  }

  /**
   * Detects operations in .h5 files of Keras 3, which have no modules: operations have no trainable
   * flag.
   */
  private static boolean isOldOperation(Map<?, ?> object) {
    return object.get("inbound_nodes") instanceof List<?> nodes
        && !nodes.isEmpty()
        && nodes.get(0) instanceof Map<?, ?>
        && object.get("config") instanceof Map<?, ?> config
        && !config.containsKey("trainable")
        && !config.containsKey("layers");
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "/" + name;
  }

  /** Returns the configuration of a Sequential model's first layer, or null. */
  static Object firstConfig(Config config) {
    List<Object> layers = config.list("layers");
    return !layers.isEmpty() && layers.get(0) instanceof Map<?, ?> first
        ? first.get("config")
        : null;
  }
}
