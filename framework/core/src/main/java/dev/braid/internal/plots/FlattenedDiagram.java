package dev.braid.internal.plots;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A diagram whose arrows connect plain boxes, with the path to each box. */
final class FlattenedDiagram {
  /** The nested models around each box, outermost first, the box itself last. */
  private final Map<String, List<DiagramBox>> paths = new HashMap<>();

  private final Set<DiagramArrow> arrows = new LinkedHashSet<>();

  FlattenedDiagram(Diagram diagram) {
    List<DiagramArrow> all = new ArrayList<>();
    index(diagram, List.of(), all);
    for (DiagramArrow arrow : all) {
      for (String from : ends(arrow.from(), true, all)) {
        for (String to : ends(arrow.to(), false, all)) {
          arrows.add(new DiagramArrow(from, to));
        }
      }
    }
  }

  Set<DiagramArrow> arrows() {
    return arrows;
  }

  List<DiagramBox> path(String id) {
    return paths.get(id);
  }

  private void index(Diagram diagram, List<DiagramBox> around, List<DiagramArrow> all) {
    all.addAll(diagram.arrows());
    for (DiagramBox box : diagram.boxes()) {
      List<DiagramBox> path = new ArrayList<>(around);
      path.add(box);
      paths.put(box.id(), path);
      box.inside().ifPresent(nested -> index(nested, path, all));
    }
  }

  /** Returns the plain boxes at an arrow's end: for a nested model its first or last boxes. */
  private List<String> ends(String id, boolean source, List<DiagramArrow> all) {
    List<DiagramBox> path = paths.get(id);
    DiagramBox box = path.get(path.size() - 1);
    if (!isFrame(box)) {
      return List.of(id);
    }
    List<String> found = new ArrayList<>();
    for (DiagramBox inner : box.inside().orElseThrow().boxes()) {
      boolean linked =
          all.stream()
              .anyMatch(
                  arrow ->
                      within(source ? arrow.from() : arrow.to(), inner)
                          && within(source ? arrow.to() : arrow.from(), box)
                          && !within(source ? arrow.to() : arrow.from(), inner));
      if (!linked) {
        found.addAll(ends(inner.id(), source, all));
      }
    }
    return found;
  }

  /** Returns whether the box is drawn as a frame with boxes inside. */
  static boolean isFrame(DiagramBox box) {
    return box.inside().isPresent() && !box.inside().get().boxes().isEmpty();
  }

  private boolean within(String id, DiagramBox around) {
    return paths.get(id).contains(around);
  }
}
