package dev.braid.internal.saving.architecture;

import dev.braid.internal.masks.MaskOperation;
import dev.braid.ops.Operation;
import dev.braid.ops.Operations;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The operations among a model's layers: computations on tensors outside of layers.
 *
 * <p>Operations that compute values become steps of the model. Those that compute masks are read by
 * {@link MaskExpressionReader}. An operation may do both.
 */
final class OperationNodes {
  private final String path;
  private final LoadProblems problems;
  private final Map<String, Map<?, ?>> objects = new LinkedHashMap<>();
  private final Set<String> required = new LinkedHashSet<>();
  private final Set<String> masks = new LinkedHashSet<>();

  OperationNodes(String path, LoadProblems problems) {
    this.path = path;
    this.problems = problems;
  }

  void add(String name, Map<?, ?> object) {
    objects.put(name, object);
  }

  Set<String> names() {
    return objects.keySet();
  }

  /** Returns the object of an operation, or null. */
  Map<?, ?> object(String name) {
    return objects.get(name);
  }

  /**
   * Returns whether an operation computes masks; one with constant arrays or of another class
   * computes values.
   */
  boolean computesMasks(String name) {
    return objects.containsKey(name)
        && MaskOperation.of(objects.get(name).get("class_name")).isPresent()
        && !containsArray(objects.get(name).get("inbound_nodes"));
  }

  private static boolean containsArray(Object written) {
    return OperationArguments.isArray(written)
        || written instanceof List<?> list && list.stream().anyMatch(OperationNodes::containsArray)
        || written instanceof Map<?, ?> map
            && map.values().stream().anyMatch(OperationNodes::containsArray);
  }

  /** Records that a layer or a model output uses a tensor that may come from an operation. */
  void requireValue(TensorReference tensor) {
    Deque<String> open = new ArrayDeque<>();
    if (objects.containsKey(tensor.layer()) && required.add(tensor.layer())) {
      open.add(tensor.layer());
    }
    while (!open.isEmpty()) {
      references(
          objects.get(open.remove()).get("inbound_nodes"),
          reference -> {
            if (objects.containsKey(reference.layer()) && required.add(reference.layer())) {
              open.add(reference.layer());
            }
          });
    }
  }

  /** Records that a tensor is used as a mask. */
  void requireMask(TensorReference mask) {
    Deque<TensorReference> open = new ArrayDeque<>(List.of(mask));
    while (!open.isEmpty()) {
      TensorReference next = open.remove();
      if (!computesMasks(next.layer())) {
        requireValue(next);
      } else if (masks.add(next.layer())) {
        references(objects.get(next.layer()).get("inbound_nodes"), open::add);
      }
    }
  }

  /** Returns whether an operation computes values. */
  boolean computesValues(String name) {
    return required.contains(name);
  }

  /** Returns the operation of an entry that computes values; adds a problem for an unknown one. */
  Optional<Operation> operation(String name) {
    String className = String.valueOf(objects.get(name).get("class_name"));
    Optional<Operation> found = Operations.find(className);
    if (found.isEmpty()) {
      problems.layer(
          LayerEntry.join(path, name),
          "operations that Braid supports",
          "received the operation \"" + className + "\" of keras.ops",
          "Compute it with other operations or a layer in Python, and save the model again.");
    }
    return found;
  }

  static void references(Object written, Consumer<TensorReference> found) {
    if (TensorReference.isTensor(written)) {
      TensorReference.ofTensor(written).ifPresent(found);
    } else if (written instanceof Map<?, ?> map) {
      map.values().forEach(value -> references(value, found));
    } else if (written instanceof List<?> list) {
      list.forEach(value -> references(value, found));
    }
  }
}
