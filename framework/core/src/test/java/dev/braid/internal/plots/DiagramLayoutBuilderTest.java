package dev.braid.internal.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DiagramLayoutBuilderTest {
  static Stream<Diagram> diagrams() {
    return Stream.concat(
        ExampleDiagrams.all().values().stream(),
        LongStream.range(0, Long.getLong("layout.seeds", 30))
            .boxed()
            .flatMap(
                seed ->
                    Stream.of(ExampleDiagrams.random(seed), ExampleDiagrams.randomFramed(seed))));
  }

  private static Rectangle2D area(DiagramLayout.PositionedBox box) {
    return new Rectangle2D.Double(box.x(), box.y(), box.cells().width(), box.cells().height());
  }

  private static Rectangle2D area(DiagramLayout.Frame frame) {
    return new Rectangle2D.Double(frame.x(), frame.y(), frame.width(), frame.height());
  }

  private static Rectangle2D core(Rectangle2D area) {
    return new Rectangle2D.Double(
        area.getX() + 0.5, area.getY() + 0.5, area.getWidth() - 1, area.getHeight() - 1);
  }

  private static boolean crosses(Path2D curve, Rectangle2D area) {
    double[] at = new double[6];
    double x = 0;
    double y = 0;
    for (PathIterator step = curve.getPathIterator(null, 0.05); !step.isDone(); step.next()) {
      boolean draws = step.currentSegment(at) == PathIterator.SEG_LINETO;
      if (draws && area.intersectsLine(x, y, at[0], at[1])) {
        return true;
      }
      x = at[0];
      y = at[1];
    }
    return false;
  }

  private static Set<String> inside(Diagram diagram) {
    Set<String> ids = new HashSet<>();
    for (DiagramBox box : diagram.boxes()) {
      ids.add(box.id());
      box.inside().ifPresent(nested -> ids.addAll(inside(nested)));
    }
    return ids;
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_separate_boxes_and_keep_them_inside_the_diagram(Diagram diagram) {
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    Rectangle2D page = new Rectangle2D.Double(0, 0, layout.width(), layout.height());
    List<DiagramLayout.PositionedBox> boxes = layout.boxes();
    for (int one = 0; one < boxes.size(); one++) {
      assertThat(page.contains(area(boxes.get(one)))).isTrue();
      for (int two = one + 1; two < boxes.size(); two++) {
        assertThat(area(boxes.get(one)).intersects(area(boxes.get(two))))
            .as(boxes.get(one).box().id() + " and " + boxes.get(two).box().id())
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_draw_no_line_through_a_box(Diagram diagram) {
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    for (DiagramLayout.Line line : layout.lines()) {
      Path2D curve = DiagramPainter.curve(line);
      for (DiagramLayout.PositionedBox box : layout.boxes()) {
        assertThat(crosses(curve, core(area(box))))
            .as(line.from() + " -> " + line.to() + " through " + box.box().id())
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_draw_every_line_downwards(Diagram diagram) {
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    assertThat(layout.lines()).isNotEmpty();
    for (DiagramLayout.Line line : layout.lines()) {
      double[] at = line.corners();
      assertThat(at[at.length - 1]).isGreaterThan(at[1] + 10);
      for (int index = 3; index < at.length; index += 2) {
        assertThat(at[index]).isGreaterThanOrEqualTo(at[index - 2] - 1e-9);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_frame_the_boxes_of_a_nested_model_and_no_others(Diagram diagram) {
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    for (DiagramLayout.Frame frame : layout.frames()) {
      Set<String> members = inside(frame.box().inside().orElseThrow());
      for (DiagramLayout.PositionedBox box : layout.boxes()) {
        if (members.contains(box.box().id())) {
          assertThat(area(frame).contains(area(box))).isTrue();
        } else {
          assertThat(area(frame).intersects(area(box))).isFalse();
        }
      }
      for (DiagramLayout.Line line : layout.lines()) {
        double[] at = line.corners();
        Rectangle2D interior = core(area(frame));
        boolean passing =
            !area(frame).contains(at[0], at[1] + 1)
                && !area(frame).contains(at[at.length - 2], at[at.length - 1] - 1);
        assertThat(passing && crosses(DiagramPainter.curve(line), interior))
            .as(line.from() + " -> " + line.to() + " past " + frame.box().id())
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_end_every_arrow_at_its_box(Diagram diagram) {
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    FlattenedDiagram flat = new FlattenedDiagram(diagram);
    for (DiagramLayout.PositionedBox box : layout.boxes()) {
      String id = box.box().id();
      boolean taken = flat.arrows().stream().anyMatch(arrow -> arrow.to().equals(id));
      assertThat(layout.lines().stream().anyMatch(line -> line.head() && ends(line, box)))
          .as(id)
          .isEqualTo(taken);
    }
  }

  private static boolean ends(DiagramLayout.Line line, DiagramLayout.PositionedBox box) {
    double[] at = line.corners();
    return Math.abs(at[at.length - 1] - box.y()) < 0.01
        && Math.abs(at[at.length - 2] - area(box).getCenterX()) < 0.01;
  }

  @Test
  void should_draw_a_chain_straight() {
    DiagramLayout layout = DiagramLayoutBuilder.of(ExampleDiagrams.chain());
    double middle = area(layout.boxes().get(0)).getCenterX();
    assertThat(layout.boxes())
        .allSatisfy(box -> assertThat(area(box).getCenterX()).isEqualTo(middle, within(0.01)));
  }

  @Test
  void should_draw_the_main_line_of_a_residual_net_straight() {
    DiagramLayout layout = DiagramLayoutBuilder.of(ExampleDiagrams.residual());
    double middle = area(layout.boxes().get(0)).getCenterX();
    assertThat(layout.boxes())
        .filteredOn(box -> !box.box().id().equals("block2_shortcut"))
        .allSatisfy(box -> assertThat(area(box).getCenterX()).isEqualTo(middle, within(0.01)));
  }

  @Test
  void should_center_a_merge_below_its_two_inputs() {
    DiagramLayout layout = DiagramLayoutBuilder.of(ExampleDiagrams.siamese());
    double sum = 0;
    for (DiagramLayout.Frame frame : layout.frames()) {
      sum += area(frame).getCenterX();
    }
    double middle = sum / 2;
    assertThat(layout.boxes())
        .filteredOn(box -> box.box().id().equals("distance"))
        .allSatisfy(box -> assertThat(area(box).getCenterX()).isEqualTo(middle, within(1.0)));
  }

  @Test
  void should_draw_a_graph_of_five_hundred_layers() {
    Diagram deep = ExampleDiagrams.deep();
    List<DiagramBox> boxes = new ArrayList<>();
    List<DiagramArrow> arrows = new ArrayList<>();
    for (int copy = 0; copy < 9; copy++) {
      int number = copy;
      deep.boxes()
          .forEach(
              box ->
                  boxes.add(DiagramBox.of(number + box.id(), box.name(), box.type(), "", "", "")));
      deep.arrows()
          .forEach(
              arrow -> arrows.add(new DiagramArrow(number + arrow.from(), number + arrow.to())));
      if (copy > 0) {
        arrows.add(new DiagramArrow(number - 1 + "layer_59", number + "layer_0"));
      }
    }
    DiagramLayout layout = DiagramLayoutBuilder.of(new Diagram("deep", boxes, arrows));
    assertThat(layout.boxes()).hasSize(540);
    assertThat(layout.lines()).hasSize(arrows.size());
  }

  @Test
  void should_draw_a_model_without_arrows_and_one_without_boxes() {
    DiagramBox box = DiagramBox.of("a", "a", "Dense", "", "", "");
    assertThat(DiagramLayoutBuilder.of(new Diagram("one", List.of(box), List.of())).boxes())
        .hasSize(1);
    assertThat(DiagramLayoutBuilder.of(new Diagram("none", List.of(), List.of())).boxes())
        .isEmpty();
  }

  @Test
  void should_refuse_a_cycle() {
    DiagramBox a = DiagramBox.of("a", "a", "Dense", "", "", "");
    DiagramBox b = DiagramBox.of("b", "b", "Dense", "", "", "");
    Diagram cycle =
        new Diagram(
            "cycle",
            List.of(a, b),
            List.of(new DiagramArrow("a", "b"), new DiagramArrow("b", "a")));
    assertThatThrownBy(() -> DiagramLayoutBuilder.of(cycle)).hasMessageContaining("cycle");
  }
}
