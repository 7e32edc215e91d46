package dev.braid.internal.saving.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A reference to a tensor in a configuration.
 *
 * @param layer the name of the layer that outputs it
 * @param node the index of the application of that layer
 * @param tensor the index of the application's output
 */
record TensorReference(String layer, int node, int tensor) {
  private static final String TENSOR = "__keras_tensor__";

  /**
   * Reads a reference in {@code input_layers}, {@code output_layers} and tf.keras 2's inbound
   * nodes.
   */
  static Optional<TensorReference> ofList(Object written) {
    if (written instanceof List<?> list
        && list.size() >= 3
        && list.get(0) instanceof String name
        && list.get(1) instanceof Integer node
        && list.get(2) instanceof Integer tensor) {
      return Optional.of(new TensorReference(name, node, tensor));
    }
    return Optional.empty();
  }

  /** Reads a reference in the arguments of a call. */
  static Optional<TensorReference> ofTensor(Object written) {
    return isTensor(written) && ((Map<?, ?>) written).get("config") instanceof Map<?, ?> config
        ? ofList(config.get("keras_history"))
        : Optional.empty();
  }

  /** Returns the first output of a layer as it is written in the arguments of a call. */
  static Object written(String layer) {
    return Map.of("class_name", TENSOR, "config", Map.of("keras_history", List.of(layer, 0, 0)));
  }

  static boolean isTensor(Object written) {
    return written instanceof Map<?, ?> map && TENSOR.equals(map.get("class_name"));
  }

  /** Returns the items of a tuple as a list; any other value unchanged. */
  static Object untupled(Object written) {
    return written instanceof Map<?, ?> map && "__tuple__".equals(map.get("class_name"))
        ? map.get("items")
        : written;
  }

  /** Describes an argument in messages: tensors by the layer that outputs them. */
  static String text(Object written) {
    Object value = untupled(written);
    if (isTensor(value)) {
      return ofTensor(value)
          .map(tensor -> "a tensor of \"" + tensor.layer() + '"')
          .orElse("a tensor");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(TensorReference::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Map<?, ?> map && map.get("class_name") != null
        ? "an object of \"" + map.get("class_name") + '"'
        : String.valueOf(value);
  }

  TensorReference minus(int nodes) {
    return new TensorReference(layer, node - nodes, tensor);
  }

  @Override
  public String toString() {
    return "output " + tensor + " of application " + node + " of \"" + layer + "\"";
  }
}
