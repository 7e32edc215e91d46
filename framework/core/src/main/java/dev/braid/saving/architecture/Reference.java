package dev.braid.saving.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A tensor as a configuration refers to it.
 *
 * @param layer the name of the layer that makes it
 * @param node which application of that layer
 * @param tensor which of the application's outputs
 */
record Reference(String layer, int node, int tensor) {
  /** What stands in {@code input_layers}, {@code output_layers} and old inbound nodes. */
  static Optional<Reference> ofList(Object written) {
    if (written instanceof List<?> list
        && list.size() >= 3
        && list.get(0) instanceof String name
        && list.get(1) instanceof Integer node
        && list.get(2) instanceof Integer tensor) {
      return Optional.of(new Reference(name, node, tensor));
    }
    return Optional.empty();
  }

  /** What stands in the arguments of a call. */
  static Optional<Reference> ofTensor(Object written) {
    return isTensor(written) && ((Map<?, ?>) written).get("config") instanceof Map<?, ?> config
        ? ofList(config.get("keras_history"))
        : Optional.empty();
  }

  static boolean isTensor(Object written) {
    return written instanceof Map<?, ?> map && "__keras_tensor__".equals(map.get("class_name"));
  }

  /** The items of a tuple as a list; anything else as it is. */
  static Object untupled(Object written) {
    return written instanceof Map<?, ?> map && "__tuple__".equals(map.get("class_name"))
        ? map.get("items")
        : written;
  }

  /** What people read of an argument: tensors by what makes them. */
  static String text(Object written) {
    Object value = untupled(written);
    if (isTensor(value)) {
      return ofTensor(value)
          .map(tensor -> "a tensor of \"" + tensor.layer() + '"')
          .orElse("a tensor");
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Reference::text).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof Map<?, ?> map && map.get("class_name") != null
        ? "an object of \"" + map.get("class_name") + '"'
        : String.valueOf(value);
  }

  Reference minus(int nodes) {
    return new Reference(layer, node - nodes, tensor);
  }

  @Override
  public String toString() {
    return "output " + tensor + " of application " + node + " of \"" + layer + "\"";
  }
}
