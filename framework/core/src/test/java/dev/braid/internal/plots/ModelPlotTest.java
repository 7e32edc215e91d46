package dev.braid.internal.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.braid.StructureException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelPlotTest {
  @TempDir Path folder;

  static Stream<Diagram> diagrams() {
    return ExampleDiagrams.all().values().stream();
  }

  /** Returns the number of colors of an image, which shows that something was painted. */
  static int colors(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    Set<Integer> colors = new HashSet<>();
    for (int y = 0; y < image.getHeight(); y += 2) {
      for (int x = 0; x < image.getWidth(); x += 2) {
        colors.add(image.getRGB(x, y));
      }
    }
    return colors.size();
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_write_well_formed_svg_with_every_name(Diagram diagram) throws Exception {
    Path file = folder.resolve("deeper/model.svg");
    ModelPlot.write(diagram, file);
    String text = Xml.parse(Files.readString(file)).getTextContent();
    for (DiagramBox box : boxes(diagram)) {
      assertThat(text).contains(box.title());
      assertThat(text.replaceAll("\\s", "")).contains(box.outputShape().replaceAll("\\s", ""));
    }
  }

  private static List<DiagramBox> boxes(Diagram diagram) {
    return diagram.boxes().stream()
        .flatMap(
            box ->
                Stream.concat(
                    Stream.of(box).filter(any -> any.inside().isEmpty()),
                    box.inside().map(inner -> boxes(inner).stream()).orElse(Stream.empty())))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("diagrams")
  void should_paint_a_png_of_twice_the_size(Diagram diagram) throws IOException {
    Path file = folder.resolve("model.PNG");
    ModelPlot.write(diagram, file);
    byte[] bytes = Files.readAllBytes(file);
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    assertThat(image.getWidth()).isEqualTo((int) Math.ceil(2 * layout.width()));
    assertThat(image.getHeight()).isEqualTo((int) Math.ceil(2 * layout.height()));
    assertThat(colors(bytes)).isGreaterThan(20);
  }

  @Test
  void should_show_titles_activations_shapes_and_notes() throws Exception {
    String text = Xml.parse(ModelPlot.svg(ExampleDiagrams.siamese())).getTextContent();
    assertThat(text)
        .contains("tower (Functional)")
        .contains("shares its weights")
        .contains("Activation: sigmoid")
        .contains("Input: (None, 32)");
  }

  @Test
  void should_write_dot_with_clusters_and_escaped_labels() throws IOException {
    Path file = folder.resolve("model.dot");
    ModelPlot.write(ExampleDiagrams.nested(), file);
    assertThat(Files.readString(file))
        .startsWith("digraph \"nested\" {")
        .contains("subgraph cluster_")
        .contains("label=\"backbone (Functional)\"")
        .contains("<b>core_a (Dense)</b>")
        .contains(" -> ");
    assertThat(DotText.of(ExampleDiagrams.names())).contains("a&lt;b&gt;&amp;&quot;c&quot;");
  }

  @Test
  void should_write_mermaid_with_subgraphs_and_escaped_labels() throws IOException {
    Path file = folder.resolve("model.mmd");
    ModelPlot.write(ExampleDiagrams.nested(), file);
    assertThat(Files.readString(file))
        .startsWith("flowchart TD\n")
        .contains("[\"core (Functional)\"]")
        .contains("<b>core_a (Dense)</b><br/>relu<br/>(None, 64) → (None, 64)")
        .contains(" --> ");
    assertThat(MermaidText.of(ExampleDiagrams.names())).contains("a#60;b#62;#38;#34;c");
  }

  @Test
  void should_refuse_another_extension_and_name_the_supported_ones() {
    for (String name : List.of("model.gif", "model", "svg")) {
      assertThatThrownBy(() -> ModelPlot.write(ExampleDiagrams.chain(), folder.resolve(name)))
          .asInstanceOf(type(StructureException.class))
          .satisfies(
              e -> assertThat(e.problems()).singleElement().matches(p -> p.id().equals("option")))
          .extracting(Throwable::getMessage)
          .asString()
          .contains("a name that ends with .svg, .png, .dot or .mmd, received \"" + name + "\".");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void should_collapse_nested_models_on_request() {
    Diagram closed = ExampleDiagrams.siamese().collapsed();
    assertThat(closed.boxes()).allMatch(box -> box.inside().equals(Optional.empty()));
    assertThat(closed.arrows())
        .containsExactlyInAnyOrder(
            new DiagramArrow("left", "tower"),
            new DiagramArrow("right", "tower again"),
            new DiagramArrow("tower", "distance"),
            new DiagramArrow("tower again", "distance"),
            new DiagramArrow("distance", "same"));
    assertThat(DiagramLayoutBuilder.of(closed).frames()).isEmpty();
  }

  @Test
  void should_refuse_an_arrow_to_an_unknown_box_and_a_duplicate_box() {
    DiagramBox box = DiagramBox.of("a", "a", "Dense", "", "", "");
    assertThatThrownBy(() -> new Diagram("d", List.of(box), List.of(new DiagramArrow("a", "b"))))
        .hasMessageContaining("\"b\"");
    assertThatThrownBy(() -> new Diagram("d", List.of(box, box), List.of()))
        .hasMessageContaining("\"a\"");
  }
}
