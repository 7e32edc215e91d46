package dev.braid.internal.saving.architecture;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.graph.Child;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Topology;
import java.util.List;

/**
 * The maximum depth of nested models, the same for saving and loading, so that every saved model
 * can be loaded.
 */
public final class NestingLimit {
  static final int MAX_DEPTH = 32;

  private NestingLimit() {}

  /** Adds a problem if models are nested too deep to be written. */
  public static void check(Functional model, List<Problem> problems) {
    if (tooDeep(model, 0)) {
      problems.add(
          new Problem(
              "file-graph",
              "",
              "at most " + MAX_DEPTH + " levels of nested models",
              "received more levels",
              "Apply the inner layers in the outer model instead of wrapping them in models."));
    }
  }

  private static boolean tooDeep(Functional model, int depth) {
    if (depth > MAX_DEPTH) {
      return true;
    }
    for (Layer layer : model.layers()) {
      if (layer instanceof Functional inner) {
        if (tooDeep(inner, depth + 1)) {
          return true;
        }
      } else {
        for (Child child : layer.children(Topology.of(model).specsOf(layer))) {
          if (child.layer() instanceof Functional inner && tooDeep(inner, depth + 1)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
