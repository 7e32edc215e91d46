package dev.braid.saving.architecture;

import dev.braid.layers.masks.MaskOperation;
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
 * The operations among a model's layers: what Python computed with tensors outside of layers.
 *
 * <p>Those that values go through become steps of the model. Those that only make masks are read by
 * {@link MaskReader}; they may be both.
 */
final class OperationNodes {
  private final String path;
  private final Findings findings;
  private final Map<String, Map<?, ?>> objects = new LinkedHashMap<>();
  private final Set<String> needed = new LinkedHashSet<>();
  private final Set<String> masks = new LinkedHashSet<>();

  OperationNodes(String path, Findings findings) {
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

  /** Whether masks are computed through an operation instead of taking what it made. */
  boolean makesMasks(String name) {
    return objects.containsKey(name)
        && MaskOperation.of(objects.get(name).get("class_name")).isPresent();
  }

  /** Notes that a layer, or the model's end, takes a tensor that may come from an operation. */
  void needs(Reference tensor) {
    Deque<String> open = new ArrayDeque<>();
    if (objects.containsKey(tensor.layer()) && needed.add(tensor.layer())) {
      open.add(tensor.layer());
    }
    while (!open.isEmpty()) {
      references(
          objects.get(open.remove()).get("inbound_nodes"),
          reference -> {
            if (objects.containsKey(reference.layer()) && needed.add(reference.layer())) {
              open.add(reference.layer());
            }
          });
    }
  }

  /** Notes that a mask comes from a tensor. */
  void needsForMask(Reference mask) {
    Deque<Reference> open = new ArrayDeque<>(List.of(mask));
    while (!open.isEmpty()) {
      Reference next = open.remove();
      if (!makesMasks(next.layer())) {
        needs(next);
      } else if (masks.add(next.layer())) {
        references(objects.get(next.layer()).get("inbound_nodes"), open::add);
      }
    }
  }

  /** Whether values go through an operation. */
  boolean isNeeded(String name) {
    return needed.contains(name);
  }

  /** The operation of an entry that values go through; an unknown one is noted. */
  Optional<Operation> operation(String name) {
    String className = String.valueOf(objects.get(name).get("class_name"));
    Optional<Operation> found = Operations.find(className);
    if (found.isEmpty()) {
      findings.layer(
          Entry.join(path, name),
          "operations that Braid has",
          "received the operation \"" + className + "\" of keras.ops",
          "Compute it with other operations or a layer in Python, and save the model again.");
    }
    return found;
  }

  static void references(Object written, Consumer<Reference> found) {
    if (Reference.isTensor(written)) {
      Reference.ofTensor(written).ifPresent(found);
    } else if (written instanceof Map<?, ?> map) {
      map.values().forEach(value -> references(value, found));
    } else if (written instanceof List<?> list) {
      list.forEach(value -> references(value, found));
    }
  }
}
