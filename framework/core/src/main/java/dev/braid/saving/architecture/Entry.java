package dev.braid.saving.architecture;

import dev.braid.config.Config;
import java.util.List;
import java.util.Map;

/** What stands in a model's list of layers. */
final class Entry {
  private static final String OPERATIONS = "keras.src.ops.";

  private Entry() {}

  /** The name of a layer, which stands beside its configuration or in it. */
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

  /** True for nodes that compute on tensors without being layers, as those that make masks. */
  static boolean isOperation(Map<?, ?> object) {
    return object.get("module") instanceof String module
        ? module.startsWith(OPERATIONS) || module.startsWith("keras.ops")
        : isOldOperation(object);
  }

  /** Whole-model .h5 files of Keras 3 have no modules, but operations are never trained. */
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

  /** The configuration of a Sequential model's first layer, or null. */
  static Object firstConfig(Config config) {
    List<Object> layers = config.list("layers");
    return !layers.isEmpty() && layers.get(0) instanceof Map<?, ?> first
        ? first.get("config")
        : null;
  }
}
