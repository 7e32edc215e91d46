package dev.braid.plots;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A diagram's arrows led to the plain boxes they mean, and the way down to each box. */
final class Flat {
  /** The nested models around each box, outermost first, the box itself last. */
  private final Map<String, List<Box>> paths = new HashMap<>();

  private final Set<Arrow> arrows = new LinkedHashSet<>();

  Flat(Diagram diagram) {
    List<Arrow> all = new ArrayList<>();
    note(diagram, List.of(), all);
    for (Arrow arrow : all) {
      for (String from : ends(arrow.from(), true, all)) {
        for (String to : ends(arrow.to(), false, all)) {
          arrows.add(new Arrow(from, to));
        }
      }
    }
  }

  Set<Arrow> arrows() {
    return arrows;
  }

  List<Box> path(String id) {
    return paths.get(id);
  }

  private void note(Diagram diagram, List<Box> around, List<Arrow> all) {
    all.addAll(diagram.arrows());
    for (Box box : diagram.boxes()) {
      List<Box> path = new ArrayList<>(around);
      path.add(box);
      paths.put(box.id(), path);
      box.inside().ifPresent(nested -> note(nested, path, all));
    }
  }

  /** The plain boxes an arrow's end means: those a nested model starts or ends with. */
  private List<String> ends(String id, boolean giving, List<Arrow> all) {
    List<Box> path = paths.get(id);
    Box box = path.get(path.size() - 1);
    if (!open(box)) {
      return List.of(id);
    }
    List<String> found = new ArrayList<>();
    for (Box inner : box.inside().orElseThrow().boxes()) {
      boolean linked =
          all.stream()
              .anyMatch(
                  arrow ->
                      within(giving ? arrow.from() : arrow.to(), inner)
                          && within(giving ? arrow.to() : arrow.from(), box)
                          && !within(giving ? arrow.to() : arrow.from(), inner));
      if (!linked) {
        found.addAll(ends(inner.id(), giving, all));
      }
    }
    return found;
  }

  /** Whether the box is drawn as a frame with boxes inside. */
  static boolean open(Box box) {
    return box.inside().isPresent() && !box.inside().get().boxes().isEmpty();
  }

  private boolean within(String id, Box around) {
    return paths.get(id).contains(around);
  }
}
