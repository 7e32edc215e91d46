package dev.braid.plots;

import java.util.List;

/**
 * A diagram with every box, frame and line in its place.
 *
 * @param boxes the layers
 * @param frames around nested models, outer before inner
 * @param strands the lines; an arrow that crosses a frame is one strand on either side of it
 * @param width of the whole picture, margin included
 * @param height of the whole picture, margin included
 */
record Scene(
    List<PlacedBox> boxes, List<Frame> frames, List<Strand> strands, double width, double height) {

  /** A layer's table and its upper left corner. */
  record PlacedBox(Box box, BoxCells cells, double x, double y) {}

  /** The dashed frame of a nested model and where its title starts. */
  record Frame(Box box, double x, double y, double width, double height, double titleX) {}

  /** A line; {@code head} says that it ends at a box and carries the arrow's head. */
  record Strand(String from, String to, double[] corners, boolean head) {}
}
