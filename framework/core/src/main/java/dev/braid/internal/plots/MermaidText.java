package dev.braid.internal.plots;

import dev.braid.internal.text.PrintableText;
import java.util.HashMap;
import java.util.Map;

/** Writes a diagram in Mermaid's language, for Markdown files. */
final class MermaidText {
  private final StringBuilder out = new StringBuilder();
  private final Map<String, String> ids = new HashMap<>();

  private MermaidText() {}

  static String of(Diagram diagram) {
    MermaidText text = new MermaidText();
    FlattenedDiagram flat = new FlattenedDiagram(diagram);
    text.out.append("flowchart TD\n");
    text.boxes(diagram, "  ");
    for (DiagramArrow arrow : flat.arrows()) {
      text.out.append("  ").append(text.id(arrow.from())).append(" --> ");
      text.out.append(text.id(arrow.to())).append('\n');
    }
    return text.out.toString();
  }

  private void boxes(Diagram diagram, String indent) {
    for (DiagramBox box : diagram.boxes()) {
      if (FlattenedDiagram.isFrame(box)) {
        out.append(indent).append("subgraph ").append(id(box.id())).append("[\"");
        out.append(safe(box.title())).append("\"]\n");
        boxes(box.inside().orElseThrow(), indent + "  ");
        out.append(indent).append("end\n");
        out.append(indent).append("style ").append(id(box.id()));
        out.append(" stroke-dasharray: 6 4\n");
      } else {
        out.append(indent).append(id(box.id())).append("[\"").append(label(box)).append("\"]\n");
      }
    }
  }

  private static String label(DiagramBox box) {
    StringBuilder label = new StringBuilder("<b>" + safe(box.title()) + "</b>");
    if (!box.activation().isEmpty()) {
      label.append("<br/>").append(safe(box.activation()));
    }
    if (!box.note().isEmpty()) {
      label.append("<br/><i>").append(safe(box.note())).append("</i>");
    }
    if (!box.inputShape().isEmpty() || !box.outputShape().isEmpty()) {
      String between = box.inputShape().isEmpty() || box.outputShape().isEmpty() ? "" : " → ";
      label.append("<br/>").append(safe(box.inputShape())).append(between);
      label.append(safe(box.outputShape()));
    }
    return label.toString();
  }

  private String id(String box) {
    return ids.computeIfAbsent(box, any -> "n" + ids.size());
  }

  /** Escapes characters that end a label or start markup as Mermaid's entities. */
  private static String safe(String text) {
    StringBuilder safe = new StringBuilder();
    for (char letter : PrintableText.line(text.replace('\n', ' ')).toCharArray()) {
      if ("<>&\"'#;`\\[]{}".indexOf(letter) >= 0) {
        safe.append('#').append((int) letter).append(';');
      } else {
        safe.append(letter);
      }
    }
    return safe.toString();
  }
}
