package dev.braid.internal.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Assigns automatic names to layers and outputs, and finds duplicate names. */
public final class GraphNames {
  private GraphNames() {}

  /** Returns whether the layer has a name, from the user or from a model that contains it. */
  private static boolean named(Layer layer) {
    return LayerState.of(layer).name() != null;
  }

  /** Returns the name set by {@code named(…)}, or null. */
  public static @Nullable String givenName(Tensor tensor) {
    return ((TensorBase) tensor).givenName();
  }

  private static String kinds(Layer one, Layer other) {
    return one.className().equals(other.className())
        ? "both of class " + one.className()
        : "of class " + one.className() + " and " + other.className();
  }

  /**
   * Numbers unnamed layers as Keras does: {@code dense}, {@code dense_1}, in order of first use.
   */
  public static void giveTo(List<Layer> layers, List<Problem> problems) {
    Map<String, Layer> taken = new HashMap<>();
    for (Layer layer : layers) {
      if (named(layer)) {
        Layer other = taken.putIfAbsent(layer.nameOrAutomatic(), layer);
        if (other != null) {
          problems.add(
              new Problem(
                  "duplicate-name",
                  layer.nameOrAutomatic(),
                  "a unique layer name",
                  "received it for two layers, " + kinds(other, layer),
                  "Rename one with .name(…)."));
        }
      }
    }
    List<Layer> unnamed = new ArrayList<>(layers.stream().filter(layer -> !named(layer)).toList());
    unnamed.sort(Comparator.comparingLong(layer -> LayerState.of(layer).firstApplied()));
    Map<String, Integer> next = new HashMap<>();
    for (Layer layer : unnamed) {
      String base = layer.automaticName();
      String name;
      do {
        int number = next.merge(base, 1, Integer::sum) - 1;
        name = number == 0 ? base : base + "_" + number;
      } while (taken.containsKey(name));
      taken.put(name, layer);
      LayerState.of(layer).name(name);
    }
  }

  /** Returns the names of outputs: set by {@code named(…)}, else of their layers. */
  public static List<String> ofOutputs(List<Tensor> outputs, List<Problem> problems) {
    return of("output", outputs, problems);
  }

  /**
   * Returns the names of inputs, by which data is matched: set by {@code named(…)}, else of their
   * layers.
   */
  public static List<String> ofInputs(List<Tensor> inputs, List<Problem> problems) {
    boolean given = inputs.stream().anyMatch(input -> givenName(input) != null);
    // two layers with one name are already refused
    return of("input", inputs, given ? problems : new ArrayList<>());
  }

  private static List<String> of(String kind, List<Tensor> tensors, List<Problem> problems) {
    Set<String> taken = new HashSet<>();
    List<String> names = new ArrayList<>();
    for (Tensor tensor : tensors) {
      Layer layer = Node.of(tensor).layer();
      String given = givenName(tensor);
      String name = given == null ? layer.nameOrAutomatic() : given;
      if (!taken.add(name)) {
        problems.add(
            new Problem(
                "duplicate-name",
                name,
                "a unique " + kind + " name",
                "received it for two " + kind + "s",
                "Name one of them with tensor.named(\"…\")."));
      }
      names.add(name);
    }
    return List.copyOf(names);
  }
}
