package dev.braid.plots;

import java.util.Objects;

/**
 * Data flows from one box to another; either may lie inside another box.
 *
 * @param from id of the box that gives
 * @param to id of the box that takes
 */
public record Arrow(String from, String to) {
  public Arrow {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
  }
}
