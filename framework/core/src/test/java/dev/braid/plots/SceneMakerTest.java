package dev.braid.plots;

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

class SceneMakerTest {
  static Stream<Diagram> diagrams() {
    return Stream.concat(
        Diagrams.all().values().stream(),
        LongStream.range(0, Long.getLong("layout.seeds", 30))
            .boxed()
            .flatMap(seed -> Stream.of(Diagrams.random(seed), Diagrams.randomFramed(seed))));
  }

  private static Rectangle2D area(Scene.PlacedBox box) {
    return new Rectangle2D.Double(box.x(), box.y(), box.cells().width(), box.cells().height());
  }

  private static Rectangle2D area(Scene.Frame frame) {
    return new Rectangle2D.Double(frame.x(), frame.y(), frame.width(), frame.height());
  }

  private static Rectangle2D core(Rectangle2D area) {
    return new Rectangle2D.Double(
        area.getX() + 0.5, area.getY() + 0.5, area.getWidth() - 1, area.getHeight() - 1);
  }

  private static boolean crosses(Path2D line, Rectangle2D area) {
    double[] at = new double[6];
    double x = 0;
    double y = 0;
    for (PathIterator step = line.getPathIterator(null, 0.05); !step.isDone(); step.next()) {
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
    for (Box box : diagram.boxes()) {
      ids.add(box.id());
      box.inside().ifPresent(nested -> ids.addAll(inside(nested)));
    }
    return ids;
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_keep_boxes_apart_and_inside_the_picture(Diagram diagram) {
    Scene scene = SceneMaker.of(diagram);
    Rectangle2D paper = new Rectangle2D.Double(0, 0, scene.width(), scene.height());
    List<Scene.PlacedBox> boxes = scene.boxes();
    for (int one = 0; one < boxes.size(); one++) {
      assertThat(paper.contains(area(boxes.get(one)))).isTrue();
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
    Scene scene = SceneMaker.of(diagram);
    for (Scene.Strand strand : scene.strands()) {
      Path2D line = ScenePainter.curve(strand);
      for (Scene.PlacedBox box : scene.boxes()) {
        assertThat(crosses(line, core(area(box))))
            .as(strand.from() + " -> " + strand.to() + " through " + box.box().id())
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_draw_every_line_downwards(Diagram diagram) {
    Scene scene = SceneMaker.of(diagram);
    assertThat(scene.strands()).isNotEmpty();
    for (Scene.Strand strand : scene.strands()) {
      double[] at = strand.corners();
      assertThat(at[at.length - 1]).isGreaterThan(at[1] + 10);
      for (int index = 3; index < at.length; index += 2) {
        assertThat(at[index]).isGreaterThanOrEqualTo(at[index - 2] - 1e-9);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_frame_the_boxes_of_a_nested_model_and_no_others(Diagram diagram) {
    Scene scene = SceneMaker.of(diagram);
    for (Scene.Frame frame : scene.frames()) {
      Set<String> members = inside(frame.box().inside().orElseThrow());
      for (Scene.PlacedBox box : scene.boxes()) {
        if (members.contains(box.box().id())) {
          assertThat(area(frame).contains(area(box))).isTrue();
        } else {
          assertThat(area(frame).intersects(area(box))).isFalse();
        }
      }
      for (Scene.Strand strand : scene.strands()) {
        double[] at = strand.corners();
        Rectangle2D room = core(area(frame));
        boolean passing =
            !area(frame).contains(at[0], at[1] + 1)
                && !area(frame).contains(at[at.length - 2], at[at.length - 1] - 1);
        assertThat(passing && crosses(ScenePainter.curve(strand), room))
            .as(strand.from() + " -> " + strand.to() + " past " + frame.box().id())
            .isFalse();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_end_every_arrow_at_its_box(Diagram diagram) {
    Scene scene = SceneMaker.of(diagram);
    Flat flat = new Flat(diagram);
    for (Scene.PlacedBox box : scene.boxes()) {
      String id = box.box().id();
      boolean taken = flat.arrows().stream().anyMatch(arrow -> arrow.to().equals(id));
      assertThat(scene.strands().stream().anyMatch(strand -> strand.head() && ends(strand, box)))
          .as(id)
          .isEqualTo(taken);
    }
  }

  private static boolean ends(Scene.Strand strand, Scene.PlacedBox box) {
    double[] at = strand.corners();
    return Math.abs(at[at.length - 1] - box.y()) < 0.01
        && Math.abs(at[at.length - 2] - area(box).getCenterX()) < 0.01;
  }

  @Test
  void should_draw_a_chain_straight() {
    Scene scene = SceneMaker.of(Diagrams.chain());
    double middle = area(scene.boxes().get(0)).getCenterX();
    assertThat(scene.boxes())
        .allSatisfy(box -> assertThat(area(box).getCenterX()).isEqualTo(middle, within(0.01)));
  }

  @Test
  void should_draw_the_main_line_of_a_residual_net_straight() {
    Scene scene = SceneMaker.of(Diagrams.residual());
    double middle = area(scene.boxes().get(0)).getCenterX();
    assertThat(scene.boxes())
        .filteredOn(box -> !box.box().id().equals("block2_shortcut"))
        .allSatisfy(box -> assertThat(area(box).getCenterX()).isEqualTo(middle, within(0.01)));
  }

  @Test
  void should_stand_a_merge_in_the_middle_of_its_two_givers() {
    Scene scene = SceneMaker.of(Diagrams.siamese());
    double sum = 0;
    for (Scene.Frame frame : scene.frames()) {
      sum += area(frame).getCenterX();
    }
    double middle = sum / 2;
    assertThat(scene.boxes())
        .filteredOn(box -> box.box().id().equals("distance"))
        .allSatisfy(box -> assertThat(area(box).getCenterX()).isEqualTo(middle, within(1.0)));
  }

  @Test
  void should_draw_a_graph_of_five_hundred_layers() {
    Diagram deep = Diagrams.deep();
    List<Box> boxes = new ArrayList<>();
    List<Arrow> arrows = new ArrayList<>();
    for (int copy = 0; copy < 9; copy++) {
      int number = copy;
      deep.boxes()
          .forEach(box -> boxes.add(Box.of(number + box.id(), box.name(), box.type(), "", "", "")));
      deep.arrows()
          .forEach(arrow -> arrows.add(new Arrow(number + arrow.from(), number + arrow.to())));
      if (copy > 0) {
        arrows.add(new Arrow(number - 1 + "layer_59", number + "layer_0"));
      }
    }
    Scene scene = SceneMaker.of(new Diagram("deep", boxes, arrows));
    assertThat(scene.boxes()).hasSize(540);
    assertThat(scene.strands()).hasSize(arrows.size());
  }

  @Test
  void should_draw_a_model_without_arrows_and_one_without_boxes() {
    Box box = Box.of("a", "a", "Dense", "", "", "");
    assertThat(SceneMaker.of(new Diagram("one", List.of(box), List.of())).boxes()).hasSize(1);
    assertThat(SceneMaker.of(new Diagram("none", List.of(), List.of())).boxes()).isEmpty();
  }

  @Test
  void should_refuse_a_cycle() {
    Box a = Box.of("a", "a", "Dense", "", "", "");
    Box b = Box.of("b", "b", "Dense", "", "", "");
    Diagram circle =
        new Diagram("circle", List.of(a, b), List.of(new Arrow("a", "b"), new Arrow("b", "a")));
    assertThatThrownBy(() -> SceneMaker.of(circle)).hasMessageContaining("cycle");
  }
}
