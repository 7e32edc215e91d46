package dev.braid.plots;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A model as boxes and arrows, ready to be drawn.
 *
 * <p>A layer that is applied twice is two boxes: the arrows form no cycle. An arrow may stand in
 * any diagram that holds both its ends; one that names a nested model goes to the boxes it starts
 * or ends with.
 *
 * @param title the model's name
 * @param boxes in the model's order
 * @param arrows between boxes of this diagram and of those inside it
 */
public record Diagram(String title, List<Box> boxes, List<Arrow> arrows) {
  public Diagram {
    Objects.requireNonNull(title, "title");
    boxes = List.copyOf(boxes);
    arrows = List.copyOf(arrows);
    Map<String, Box> known = new HashMap<>();
    index(boxes, known);
    for (Arrow arrow : arrows) {
      for (String end : List.of(arrow.from(), arrow.to())) {
        if (!known.containsKey(end)) {
          throw new IllegalArgumentException("no box has the id \"" + end + "\" of an arrow");
        }
      }
    }
  }

  /** The same diagram with every nested model drawn as one plain box. */
  public Diagram collapsed() {
    Map<String, String> outermost = new HashMap<>();
    List<Box> closed = new ArrayList<>();
    for (Box box : boxes) {
      closed.add(box.closed());
      Map<String, Box> within = new HashMap<>();
      index(List.of(box), within);
      within.keySet().forEach(id -> outermost.put(id, box.id()));
    }
    Set<Arrow> kept = new LinkedHashSet<>();
    for (Arrow arrow : arrows) {
      Arrow outer = new Arrow(outermost.get(arrow.from()), outermost.get(arrow.to()));
      if (!outer.from().equals(outer.to())) {
        kept.add(outer);
      }
    }
    return new Diagram(title, closed, List.copyOf(kept));
  }

  private static void index(List<Box> boxes, Map<String, Box> known) {
    for (Box box : boxes) {
      if (known.put(box.id(), box) != null) {
        throw new IllegalArgumentException("two boxes have the id \"" + box.id() + "\"");
      }
      box.inside().ifPresent(nested -> index(nested.boxes(), known));
    }
  }
}
