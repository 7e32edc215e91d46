package dev.braid.saving.weights;

import dev.braid.Layer;
import dev.braid.config.SnakeCase;
import dev.braid.graph.Child;
import dev.braid.graph.Functional;
import dev.braid.graph.LayerState;
import dev.braid.graph.Spec;
import dev.braid.graph.Topology;
import dev.braid.graph.WeightCell;
import dev.braid.saving.architecture.FileOrder;
import dev.braid.saving.architecture.ModelWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a model's weights stand in Keras' weight files. */
public final class WeightPlaces {
  private final FileOrder order;
  private final List<Place> places = new ArrayList<>();
  private final Set<Layer> visited = Collections.newSetFromMap(new IdentityHashMap<>());

  /**
   * The group of one layer.
   *
   * @param parent the path of the group it stands in
   * @param group its name there, by class and number: {@code dense_1}
   * @param layer whose weights stand in {@code vars} below
   * @param inModel true where the group's name comes from the layer's number among others
   */
  public record Place(String parent, String group, Layer layer, boolean inModel) {
    /** The path of the group. */
    public String path() {
      return parent.isEmpty() ? group : parent + "/" + group;
    }
  }

  private WeightPlaces(FileOrder order) {
    this.order = order;
  }

  /** All places, the model's own first; a layer that stands in several models has one place. */
  public static List<Place> of(Functional model, FileOrder order) {
    WeightPlaces walk = new WeightPlaces(order);
    walk.visit(new Place("", "", model, false), List.of());
    return walk.places;
  }

  /** The weights in Keras' order, which is the order of the optimizer's variables too. */
  public static List<WeightCell> cells(Functional model, FileOrder order) {
    Set<WeightCell> cells = new LinkedHashSet<>();
    of(model, order).forEach(place -> cells.addAll(LayerState.of(place.layer()).cells()));
    return List.copyOf(cells);
  }

  private void visit(Place place, List<Spec> inputs) {
    if (!visited.add(place.layer())) {
      return;
    }
    places.add(place);
    if (place.layer() instanceof Functional model) {
      Map<String, Integer> counts = new HashMap<>();
      String parent = place.path().isEmpty() ? "layers" : place.path() + "/layers";
      for (Layer layer : order.layers(model)) {
        String base = SnakeCase.of(order.className(layer));
        int number = counts.merge(base, 1, Integer::sum) - 1;
        String group = number == 0 ? base : base + "_" + number;
        visit(new Place(parent, group, layer, true), Topology.of(model).specsOf(layer));
      }
    } else {
      for (Child child : place.layer().children(inputs)) {
        visit(new Place(place.path(), child.key(), child.layer(), false), child.inputs());
      }
    }
  }

  /** The name that Keras writes beside the weights. */
  static String nameOf(Layer layer) {
    return ModelWriter.nameOf(layer);
  }
}
