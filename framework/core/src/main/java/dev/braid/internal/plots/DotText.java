package dev.braid.internal.plots;

import dev.braid.internal.text.PrintableText;
import java.util.HashMap;
import java.util.Map;

/** Writes a diagram in Graphviz' language, with Keras' tables as labels. */
final class DotText {
  private final StringBuilder out = new StringBuilder();
  private final Map<String, String> ids = new HashMap<>();
  private final FlattenedDiagram flat;

  private DotText(Diagram diagram) {
    flat = new FlattenedDiagram(diagram);
  }

  static String of(Diagram diagram) {
    DotText text = new DotText(diagram);
    text.out.append("digraph ").append(quoted(diagram.title())).append(" {\n");
    text.out.append("  rankdir=TB;\n");
    text.out.append("  node [shape=plaintext, fontname=\"Helvetica\", margin=0];\n");
    text.out.append("  edge [color=\"#4a5058\"];\n");
    text.boxes(diagram, "  ");
    for (DiagramArrow arrow : text.flat.arrows()) {
      text.out.append("  ").append(text.id(arrow.from())).append(" -> ");
      text.out.append(text.id(arrow.to())).append(";\n");
    }
    return text.out.append("}\n").toString();
  }

  private void boxes(Diagram diagram, String indent) {
    for (DiagramBox box : diagram.boxes()) {
      if (FlattenedDiagram.isFrame(box)) {
        out.append(indent).append("subgraph cluster_").append(id(box.id())).append(" {\n");
        out.append(indent).append("  label=").append(quoted(box.title())).append(";\n");
        out.append(indent).append("  style=dashed;\n  fontname=\"Helvetica\";\n");
        boxes(box.inside().orElseThrow(), indent + "  ");
        out.append(indent).append("}\n");
      } else {
        out.append(indent).append(id(box.id())).append(" [label=<").append(table(box));
        out.append(">];\n");
      }
    }
  }

  private static String table(DiagramBox box) {
    StringBuilder table = new StringBuilder();
    table.append("<table border=\"0\" cellborder=\"1\" cellspacing=\"0\" cellpadding=\"7\">");
    row(table, " bgcolor=\"black\"", "<font color=\"white\"><b>", box.title(), "</b></font>");
    row(table, "", "Activation: <b>", box.activation(), "</b>");
    row(table, "", "<i>", box.note(), "</i>");
    boolean both = !box.inputShape().isEmpty() && !box.outputShape().isEmpty();
    if (both) {
      table.append("<tr><td>Input: <b>").append(MarkupEscaper.escape(box.inputShape()));
      table.append("</b></td><td>Output: <b>").append(MarkupEscaper.escape(box.outputShape()));
      table.append("</b></td></tr>");
    } else {
      row(table, "", "Input: <b>", box.inputShape(), "</b>");
      row(table, "", "Output: <b>", box.outputShape(), "</b>");
    }
    return table.append("</table>").toString();
  }

  private static void row(
      StringBuilder table, String style, String before, String text, String after) {
    if (!text.isEmpty()) {
      table.append("<tr><td colspan=\"2\"").append(style).append('>').append(before);
      table.append(MarkupEscaper.escape(text)).append(after).append("</td></tr>");
    }
  }

  private String id(String box) {
    return ids.computeIfAbsent(box, any -> "n" + ids.size());
  }

  private static String quoted(String text) {
    return "\""
        + PrintableText.line(text.replace("\n", " ")).replace("\\", "\\\\").replace("\"", "\\\"")
        + "\"";
  }
}
