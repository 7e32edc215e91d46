package dev.braid.internal.plots.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LayeredLayoutTest {
  private static LayoutLevel random(long seed) {
    Random random = new Random(seed);
    List<LayoutLevel.Box> nodes = new ArrayList<>();
    List<LayoutLevel.Link> links = new ArrayList<>();
    int count = 4 + random.nextInt(12);
    for (int node = 0; node < count; node++) {
      int rows = random.nextInt(3) == 0 ? 2 + random.nextInt(5) : 1;
      nodes.add(
          new LayoutLevel.Box(
              60 + random.nextInt(100), 30.0 * rows, rows, LayoutLevel.RowConstraint.ANYWHERE));
      for (int link = random.nextInt(3); link > 0 && node > 0; link--) {
        links.add(
            new LayoutLevel.Link(
                random.nextInt(node), random.nextInt(20), node, random.nextInt(20) - 20));
      }
    }
    return new LayoutLevel(nodes, links);
  }

  @Test
  void should_draw_no_line_through_boxes_that_span_rows() {
    for (long seed = 0; seed < 300; seed++) {
      LayoutLevel level = random(seed);
      LevelLayout drawing = LayeredLayout.of(level, 0);
      for (double[] route : drawing.routes()) {
        for (int node = 0; node < level.boxes().size(); node++) {
          Rectangle2D core =
              new Rectangle2D.Double(
                  drawing.x()[node] + 1,
                  drawing.y()[node] + 1,
                  level.boxes().get(node).width() - 2,
                  level.boxes().get(node).height() - 2);
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
    LayoutLevel level =
        new LayoutLevel(
            List.of(
                new LayoutLevel.Box(80, 40, 1, LayoutLevel.RowConstraint.ANYWHERE),
                new LayoutLevel.Box(80, 40, 1, LayoutLevel.RowConstraint.ANYWHERE),
                new LayoutLevel.Box(8, 0, 1, LayoutLevel.RowConstraint.TOP),
                new LayoutLevel.Box(8, 0, 1, LayoutLevel.RowConstraint.BOTTOM)),
            List.of(
                new LayoutLevel.Link(0, 0, 1, 0),
                new LayoutLevel.Link(2, 0, 1, 0),
                new LayoutLevel.Link(0, 0, 3, 0)));
    LevelLayout drawing = LayeredLayout.of(level, 50);
    assertThat(drawing.y()[2]).isZero();
    assertThat(drawing.y()[0]).isGreaterThanOrEqualTo(50);
    assertThat(drawing.y()[3]).isEqualTo(drawing.height());
    assertThat(drawing.y()[1] + 40).isLessThan(drawing.height());
  }

  @Test
  void should_keep_a_box_beside_the_rows_that_it_spans() {
    List<LayoutLevel.Box> nodes = new ArrayList<>();
    List<LayoutLevel.Link> links = new ArrayList<>();
    nodes.add(new LayoutLevel.Box(100, 300, 5, LayoutLevel.RowConstraint.ANYWHERE));
    for (int row = 1; row <= 5; row++) {
      nodes.add(new LayoutLevel.Box(100, 40, 1, LayoutLevel.RowConstraint.ANYWHERE));
      if (row > 1) {
        links.add(new LayoutLevel.Link(row - 1, 0, row, 0));
      }
    }
    nodes.add(new LayoutLevel.Box(100, 40, 1, LayoutLevel.RowConstraint.ANYWHERE));
    links.add(new LayoutLevel.Link(0, 0, 6, 0));
    links.add(new LayoutLevel.Link(5, 0, 6, 0));
    LevelLayout drawing = LayeredLayout.of(new LayoutLevel(nodes, links), 0);
    assertThat(drawing.rows()).isEqualTo(6);
    assertThat(drawing.height()).isLessThan(500);
  }
}
