package dev.braid.internal.plots;

import java.nio.file.Path;
import java.util.List;

/** Plots a model as a diagram, without external programs. */
public final class ModelPlot {
  private static final List<String> KINDS = List.of("svg", "png", "dot", "mmd");
  private static final String XML = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

  private ModelPlot() {}

  /**
   * Writes the plot in the format of the file's extension.
   *
   * @param diagram the diagram; nested models are expanded, {@link Diagram#collapsed()} collapses
   *     them
   * @param file a file with the extension .svg, .png, .dot or .mmd
   * @throws dev.braid.StructureException for another extension
   */
  public static void write(Diagram diagram, Path file) {
    switch (PlotFile.kind(file, "plot()", KINDS)) {
      case "svg" -> PlotFile.write(file, XML + svg(diagram));
      case "png" -> PlotFile.write(file, png(diagram));
      case "dot" -> PlotFile.write(file, DotText.of(diagram));
      default -> PlotFile.write(file, MermaidText.of(diagram));
    }
  }

  /** Returns the plot as an SVG element, for a page or a notebook. */
  public static String svg(Diagram diagram) {
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    return PlotFile.svg(
        diagram.title(),
        "model-",
        layout.width(),
        layout.height(),
        to -> DiagramPainter.paint(layout, to));
  }

  /** Returns the plot as PNG, at twice the size of the SVG. */
  public static byte[] png(Diagram diagram) {
    DiagramLayout layout = DiagramLayoutBuilder.of(diagram);
    return PlotFile.png(layout.width(), layout.height(), to -> DiagramPainter.paint(layout, to));
  }
}
