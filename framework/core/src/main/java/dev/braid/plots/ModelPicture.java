package dev.braid.plots;

import java.nio.file.Path;
import java.util.List;

/** A model as a picture, drawn without any other program. */
public final class ModelPicture {
  private static final List<String> KINDS = List.of("svg", "png", "dot", "mmd");
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private ModelPicture() {}

  /**
   * Writes the picture in the format the file's name asks for.
   *
   * @param diagram what to draw; nested models are drawn open, {@link Diagram#collapsed()} closes
   *     them
   * @param file ends with .svg, .png, .dot or .mmd
   * @throws dev.braid.StructureException for another ending
   */
  public static void write(Diagram diagram, Path file) {
    switch (PictureFile.kind(file, "plot()", KINDS)) {
      case "svg" -> PictureFile.write(file, XML + svg(diagram));
      case "png" -> PictureFile.write(file, png(diagram));
      case "dot" -> PictureFile.write(file, DotText.of(diagram));
      default -> PictureFile.write(file, MermaidText.of(diagram));
    }
  }

  /** The picture as an SVG element, for a page or a notebook. */
  public static String svg(Diagram diagram) {
    Scene scene = SceneMaker.of(diagram);
    return PictureFile.svg(
        diagram.title(),
        "model-",
        scene.width(),
        scene.height(),
        to -> ScenePainter.paint(scene, to));
  }

  /** The picture as PNG, at twice the size of the SVG. */
  public static byte[] png(Diagram diagram) {
    Scene scene = SceneMaker.of(diagram);
    return PictureFile.png(scene.width(), scene.height(), to -> ScenePainter.paint(scene, to));
  }
}
