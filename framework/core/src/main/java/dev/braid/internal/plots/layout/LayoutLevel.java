package dev.braid.internal.plots.layout;

import java.util.List;

/**
 * The input of a layered layout: boxes of known size and links between them.
 *
 * @param boxes the boxes
 * @param links the links between them, without a cycle
 */
public record LayoutLevel(List<Box> boxes, List<Link> links) {

  public LayoutLevel {
    boxes = List.copyOf(boxes);
    links = List.copyOf(links);
  }

  /** The rows in which a box may be. */
  public enum RowConstraint {
    /** Any row that its links allow. */
    ANYWHERE,
    /** The first row, for a port where lines enter. */
    TOP,
    /** The last row, for a port where lines leave. */
    BOTTOM
  }

  /**
   * A box.
   *
   * @param width the width
   * @param height the height
   * @param rows the maximum number of rows: more than one for a nested layout
   * @param row the rows in which it may be
   */
  public record Box(double width, double height, int rows, RowConstraint row) {}

  /**
   * A link from the bottom of one box to the top of another.
   *
   * @param from the index of the upper box
   * @param fromAt the distance of the line's start from the middle of the upper box
   * @param to the index of the lower box
   * @param toAt the distance of the line's end from the middle of the lower box
   */
  public record Link(int from, double fromAt, int to, double toAt) {}
}
