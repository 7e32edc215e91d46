package dev.braid.internal.plots;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A model as boxes and arrows.
 *
 * <p>A layer that is applied twice has two boxes, so the arrows form no cycle. An arrow may be part
 * of any diagram that contains both its boxes; an arrow from or to a nested model connects its last
 * or first boxes.
 *
 * @param title the model's name
 * @param boxes in the model's order
 * @param arrows between boxes of this diagram and of those inside it
 */
public record Diagram(String title, List<DiagramBox> boxes, List<DiagramArrow> arrows) {
  public Diagram {
    Objects.requireNonNull(title, "title");
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
    Map<String, DiagramBox> known = new HashMap<>();
    index(boxes, known);
    for (DiagramArrow arrow : arrows) {
      for (String end : List.of(arrow.from(), arrow.to())) {
        if (!known.containsKey(end)) {
          throw new IllegalArgumentException(
              "expected the id of a box as the end of an arrow, received \"" + end + '"');
        }
      }
    }
  }

  /** Returns the diagram with every nested model as one plain box. */
  public Diagram collapsed() {
    Map<String, String> outermost = new HashMap<>();
    List<DiagramBox> collapsed = new ArrayList<>();
    for (DiagramBox box : boxes) {
      collapsed.add(box.collapsed());
      Map<String, DiagramBox> within = new HashMap<>();
      index(List.of(box), within);
      within.keySet().forEach(id -> outermost.put(id, box.id()));
    }
    Set<DiagramArrow> kept = new LinkedHashSet<>();
    for (DiagramArrow arrow : arrows) {
      DiagramArrow outer = new DiagramArrow(outermost.get(arrow.from()), outermost.get(arrow.to()));
      if (!outer.from().equals(outer.to())) {
        kept.add(outer);
      }
    }
    return new Diagram(title, collapsed, List.copyOf(kept));
  }

  private static void index(List<DiagramBox> boxes, Map<String, DiagramBox> known) {
    for (DiagramBox box : boxes) {
      if (known.put(box.id(), box) != null) {
        throw new IllegalArgumentException("two boxes have the id \"" + box.id() + '"');
      }
      box.inside().ifPresent(nested -> index(nested.boxes(), known));
    }
  }
}
