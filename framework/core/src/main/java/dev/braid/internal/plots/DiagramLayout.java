package dev.braid.internal.plots;

import java.util.List;

/**
 * A diagram with the positions of all boxes, frames and lines.
 *
 * @param boxes the layers
 * @param frames the frames around nested models, outer before inner
 * @param lines the lines; an arrow that crosses a frame has one line on each side of it
 * @param width the width of the whole diagram including the margin
 * @param height the height of the whole diagram including the margin
 */
record DiagramLayout(
    List<PositionedBox> boxes, List<Frame> frames, List<Line> lines, double width, double height) {

  /** A layer's table with its upper left corner. */
  record PositionedBox(DiagramBox box, BoxTable cells, double x, double y) {}

  /** The dashed frame of a nested model with the position of its title. */
  record Frame(DiagramBox box, double x, double y, double width, double height, double titleX) {}

  /** A line; {@code head} marks one that ends at a box with an arrow head. */
  record Line(String from, String to, double[] corners, boolean head) {}
}
