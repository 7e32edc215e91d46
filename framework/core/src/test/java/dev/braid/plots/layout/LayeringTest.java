package dev.braid.plots.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayeringTest {
  private static Level random(long seed) {
    Random random = new Random(seed);
    List<Level.Node> nodes = new ArrayList<>();
    List<Level.Link> links = new ArrayList<>();
    int count = 4 + random.nextInt(12);
    for (int node = 0; node < count; node++) {
      int rows = random.nextInt(3) == 0 ? 2 + random.nextInt(5) : 1;
      nodes.add(new Level.Node(60 + random.nextInt(100), 30.0 * rows, rows, Level.Place.ANYWHERE));
      for (int link = random.nextInt(3); link > 0 && node > 0; link--) {
        links.add(
            new Level.Link(
                random.nextInt(node), random.nextInt(20), node, random.nextInt(20) - 20));
      }
    }
    return new Level(nodes, links);
  }

  @Test
  void should_run_no_line_through_boxes_that_stretch_over_rows() {
    for (long seed = 0; seed < 300; seed++) {
      Level level = random(seed);
      Drawing drawing = Layering.draw(level, 0);
      for (double[] route : drawing.routes()) {
        for (int node = 0; node < level.nodes().size(); node++) {
          Rectangle2D core =
              new Rectangle2D.Double(
                  drawing.x()[node] + 1,
                  drawing.y()[node] + 1,
                  level.nodes().get(node).width() - 2,
                  level.nodes().get(node).height() - 2);
          for (int at = 2; at < route.length; at += 2) {
            assertThat(core.intersectsLine(route[at - 2], route[at - 1], route[at], route[at + 1]))
                .as("seed " + seed)
                .isFalse();
          }
        }
      }
    }
  }

  @Test
  void should_let_lines_enter_at_the_top_and_leave_at_the_bottom() {
    Level level =
        new Level(
            List.of(
                new Level.Node(80, 40, 1, Level.Place.ANYWHERE),
                new Level.Node(80, 40, 1, Level.Place.ANYWHERE),
                new Level.Node(8, 0, 1, Level.Place.TOP),
                new Level.Node(8, 0, 1, Level.Place.BOTTOM)),
            List.of(
                new Level.Link(0, 0, 1, 0),
                new Level.Link(2, 0, 1, 0),
                new Level.Link(0, 0, 3, 0)));
    Drawing drawing = Layering.draw(level, 50);
    assertThat(drawing.y()[2]).isZero();
    assertThat(drawing.y()[0]).isGreaterThanOrEqualTo(50);
    assertThat(drawing.y()[3]).isEqualTo(drawing.height());
    assertThat(drawing.y()[1] + 40).isLessThan(drawing.height());
  }

  @Test
  void should_keep_a_box_beside_the_rows_it_stretches_over() {
    List<Level.Node> nodes = new ArrayList<>();
    List<Level.Link> links = new ArrayList<>();
    nodes.add(new Level.Node(100, 300, 5, Level.Place.ANYWHERE));
    for (int row = 1; row <= 5; row++) {
      nodes.add(new Level.Node(100, 40, 1, Level.Place.ANYWHERE));
      if (row > 1) {
        links.add(new Level.Link(row - 1, 0, row, 0));
      }
    }
    nodes.add(new Level.Node(100, 40, 1, Level.Place.ANYWHERE));
    links.add(new Level.Link(0, 0, 6, 0));
    links.add(new Level.Link(5, 0, 6, 0));
    Drawing drawing = Layering.draw(new Level(nodes, links), 0);
    assertThat(drawing.rows()).isEqualTo(6);
    assertThat(drawing.height()).isLessThan(500);
  }
}
