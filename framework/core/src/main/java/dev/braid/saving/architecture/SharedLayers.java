package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.graph.Child;
import dev.braid.graph.Functional;
import dev.braid.graph.Spec;
import dev.braid.graph.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Numbers for layers that stand in several places of a file and are one layer all the same. */
final class SharedLayers {
  private static final ThreadLocal<SharedLayers> WRITING = new ThreadLocal<>();

  private final Map<Layer, Integer> numbers = new HashMap<>();

  private SharedLayers(Functional root) {
    Map<Layer, Integer> places = new IdentityHashMap<>();
    count(root, List.of(), places, new HashSet<>());
    places.forEach(
        (layer, count) -> {
          if (count > 1) {
            numbers.put(layer, numbers.size() + 1);
          }
        });
  }

  /** Writes with the numbers of the outermost model that is being written. */
  static <T> T writing(Functional model, Function<SharedLayers, T> body) {
    SharedLayers outer = WRITING.get();
    if (outer != null) {
      return body.apply(outer);
    }
    SharedLayers mine = new SharedLayers(model);
    WRITING.set(mine);
    try {
      return body.apply(mine);
    } finally {
      WRITING.remove();
    }
  }

  private static void count(
      Layer layer, List<Spec> inputs, Map<Layer, Integer> places, Set<Layer> entered) {
    if (places.merge(layer, 1, Integer::sum) > 1 || !entered.add(layer)) {
      return;
    }
    if (layer instanceof Functional model) {
      model
          .layers()
          .forEach(inner -> count(inner, Topology.of(model).specsOf(inner), places, entered));
    } else {
      for (Child child : layer.children(inputs)) {
        count(child.layer(), child.inputs(), places, entered);
      }
    }
  }

  /** Marks the object of a layer that stands elsewhere too, and those of layers inside it. */
  void mark(Layer layer, List<Spec> inputs, Map<String, Object> object) {
    Integer number = numbers.get(layer);
    if (number != null) {
      object.put("shared_object_id", number);
    }
    if (layer instanceof Functional || !(object.get("config") instanceof Map<?, ?> config)) {
      return;
    }
    for (Child child : layer.children(inputs)) {
      config.values().forEach(value -> markInside(child, value));
    }
  }

  /** Layers inside wrappers are written by these themselves, under their names. */
  @SuppressWarnings("unchecked") // Config writes maps by text
  private void markInside(Child child, Object value) {
    if (value instanceof Map<?, ?> object
        && object.get("config") instanceof Map<?, ?> config
        && ModelWriter.nameOf(child.layer()).equals(config.get("name"))) {
      mark(child.layer(), child.inputs(), (Map<String, Object>) object);
    }
  }
}
