package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.graph.Functional;
import dev.braid.graph.Spec;
import dev.braid.graph.Topology;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Numbers for layers that stand in several places of a file and are one layer all the same. */
final class SharedLayers {
  private final Map<Layer, Integer> numbers = new IdentityHashMap<>();
  private final Set<Layer> entered = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Finds the shared layers of a file.
   *
   * @param root the outermost model
   */
  SharedLayers(Functional root) {
    enter(root, List.of());
  }

  private void enter(Layer layer, List<Spec> inputs) {
    if (!entered.add(layer)) {
      numbers.putIfAbsent(layer, numbers.size() + 1);
    } else if (layer instanceof Functional model) {
      model.layers().forEach(inner -> enter(inner, Topology.of(model).specsOf(inner)));
    } else {
      layer.children(inputs).forEach(child -> enter(child.layer(), child.inputs()));
    }
  }

  /** Marks the object of a layer that stands elsewhere too. */
  void mark(Layer layer, Map<String, Object> object) {
    Integer number = numbers.get(layer);
    if (number != null) {
      object.put("shared_object_id", number);
    }
  }
}
