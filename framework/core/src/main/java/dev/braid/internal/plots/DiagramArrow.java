package dev.braid.internal.plots;

import java.util.Objects;

/**
 * An arrow that shows the data flow from one box to another; either may be nested in another box.
 *
 * @param from the id of the source box
 * @param to the id of the target box
 */
public record DiagramArrow(String from, String to) {
  public DiagramArrow {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }
}
