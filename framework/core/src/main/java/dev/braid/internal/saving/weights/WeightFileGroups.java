package dev.braid.internal.saving.weights;

import dev.braid.Layer;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.saving.architecture.FileLayerOrder;
import dev.braid.internal.saving.architecture.ModelConfigWriter;
import dev.braid.internal.text.SnakeCase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The groups in which Keras' weight files store a model's weights. */
public final class WeightFileGroups {
  private final FileLayerOrder order;
  private final List<LayerGroup> groups = new ArrayList<>();
  private final Set<Layer> visited = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * The group of one layer.
   *
   * @param parent the path of its parent group
   * @param group its name in the parent, from class and number: {@code dense_1}
   * @param layer the layer whose weights are in its subgroup {@code vars}
   * @param inModel whether the group's name depends on the layer's number in a model
   */
  public record LayerGroup(String parent, String group, Layer layer, boolean inModel) {
    /** Returns the path of the group. */
    public String path() {
      return parent.isEmpty() ? group : parent + "/" + group;
    }
  }

  private WeightFileGroups(FileLayerOrder order) {
    this.order = order;
  }

  /**
   * Returns all groups, the model's own first; a layer that is part of several models has one
   * group.
   */
  public static List<LayerGroup> of(Functional model, FileLayerOrder order) {
    WeightFileGroups traversal = new WeightFileGroups(order);
    traversal.visit(new LayerGroup("", "", model, false), List.of());
    return traversal.groups;
  }

  /** Returns the weights in Keras' order, which is also that of the optimizer's variables. */
  public static List<WeightCell> cells(Functional model, FileLayerOrder order) {
    Set<WeightCell> cells = new LinkedHashSet<>();
    of(model, order).forEach(group -> cells.addAll(LayerState.of(group.layer()).cells()));
    return List.copyOf(cells);
  }

  private void visit(LayerGroup group, List<Spec> inputs) {
    if (!visited.add(group.layer())) {
      return;
    }
    groups.add(group);
    if (group.layer() instanceof Functional model) {
      Map<String, Integer> counts = new HashMap<>();
      String parent = group.path().isEmpty() ? "layers" : group.path() + "/layers";
      for (Layer layer : order.layers(model)) {
        // that of its class in Python, which may differ from the one that files write
        String base =
            layer instanceof Functional
                ? SnakeCase.of(order.className(layer))
                : layer.automaticName();
        int number = counts.merge(base, 1, Integer::sum) - 1;
        String name = number == 0 ? base : base + "_" + number;
        visit(new LayerGroup(parent, name, layer, true), Topology.of(model).specsOf(layer));
      }
    } else {
      for (Child child : group.layer().children(inputs)) {
        visit(new LayerGroup(group.path(), child.key(), child.layer(), false), child.inputs());
      }
    }
  }

  /** Returns the name that Keras stores with the weights. */
  static String nameOf(Layer layer) {
    return ModelConfigWriter.nameOf(layer);
  }
}
