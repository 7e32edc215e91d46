package dev.braid.saving.architecture;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.graph.Child;
import dev.braid.graph.Functional;
import dev.braid.graph.Topology;
import java.util.List;

/**
 * How deep models may stand inside each other in a file: both ways the same, so that whatever is
 * saved can be opened.
 */
public final class Nesting {
  static final int MOST = 32;

  private Nesting() {}

  /** Finds a model that stands too deep to be written. */
  public static void check(Functional model, List<Problem> problems) {
    if (tooDeep(model, 0)) {
      problems.add(
          new Problem(
              "file-graph",
              "",
              "models at most " + MOST + " deep inside each other",
              "received more",
              "Apply the inner layers in the outer model instead of making models of them."));
    }
  }

  private static boolean tooDeep(Functional model, int depth) {
    if (depth > MOST) {
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
