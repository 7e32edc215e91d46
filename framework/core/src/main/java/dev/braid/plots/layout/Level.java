package dev.braid.plots.layout;

import java.util.List;

/**
 * One layered drawing to be: boxes of known size and links that all point the same way.
 *
 * @param nodes the boxes
 * @param links the lines between them; without a cycle
 */
public record Level(List<Node> nodes, List<Link> links) {

  public Level {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
  }

  /** Where a node has to stand. */
  public enum Place {
    /** Where its links want it. */
    ANYWHERE,
    /** In the first row, as the point where lines enter. */
    TOP,
    /** In the last row, as the point where lines leave. */
    BOTTOM
  }

  /**
   * A box.
   *
   * @param width how wide
   * @param height how tall
   * @param rows over how many rows it may stretch: more than one for a box with a drawing inside
   * @param place where it has to stand
   */
  public record Node(double width, double height, int rows, Place place) {}

  /**
   * A line from the bottom of one box to the top of another.
   *
   * @param from index of the upper box
   * @param fromAt distance of the line's start from the middle of the upper box
   * @param to index of the lower box
   * @param toAt distance of the line's end from the middle of the lower box
   */
  public record Link(int from, double fromAt, int to, double toAt) {}
}
