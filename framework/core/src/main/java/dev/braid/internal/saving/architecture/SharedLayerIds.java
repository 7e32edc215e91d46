package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Topology;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Ids for layers that occur in several places of a file and are one shared layer. */
final class SharedLayerIds {
  private final Map<Layer, Integer> ids = new IdentityHashMap<>();
  private final Set<Layer> entered = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * Finds the shared layers of a file.
   *
   * @param root the outermost model
   */
  SharedLayerIds(Functional root) {
    enter(root, List.of());
  }

  private void enter(Layer layer, List<Spec> inputs) {
    if (!entered.add(layer)) {
      ids.putIfAbsent(layer, ids.size() + 1);
    } else if (layer instanceof Functional model) {
      model.layers().forEach(inner -> enter(inner, Topology.of(model).specsOf(inner)));
    } else {
      layer.children(inputs).forEach(child -> enter(child.layer(), child.inputs()));
    }
  }

  /** Adds the id to the object of a shared layer. */
  void mark(Layer layer, Map<String, Object> object) {
    Integer id = ids.get(layer);
    if (id != null) {
      object.put("shared_object_id", id);
    }
  }
}
