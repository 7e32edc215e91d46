package dev.braid.docs;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Converts a JShell program to a Jupyter notebook.
 *
 * <p>Blank lines outside braces separate cells. A leading comment of a cell becomes text. The first
 * code cell has JShell's default imports.
 */
final class NotebookFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private NotebookFile() {}

  /** The path of a program's notebook: beside it. */
  static Path beside(Path program) {
    return program.resolveSibling(program.getFileName().toString().replace(".jsh", ".ipynb"));
  }

  /** The notebook's file. */
  static String of(Path imports, Path program) throws IOException {
    ObjectNode notebook = JSON.createObjectNode();
    ArrayNode cells = notebook.putArray("cells");
    for (String paragraph : paragraphs(Files.readString(program))) {
      List<String> text = new ArrayList<>();
      List<String> code = new ArrayList<>();
      for (String line : paragraph.split("\n")) {
        boolean comment = code.isEmpty() && line.startsWith("//");
        (comment ? text : code).add(comment ? line.substring(2).strip() : line);
      }
      if (!text.isEmpty()) {
        String all = String.join(" ", text);
        if (cells.isEmpty()) {
          add(cells, "markdown", "# " + all.replaceAll("\\.$", ""));
          add(cells, "code", Files.readString(imports).strip());
        } else {
          add(cells, "markdown", all);
        }
      }
      if (!code.isEmpty()) {
        add(cells, "code", String.join("\n", code));
      }
    }
    ObjectNode metadata = notebook.putObject("metadata");
    metadata
        .putObject("kernelspec")
        .put("display_name", "Java (Braid)")
        .put("language", "java")
        .put("name", "braid");
    metadata.putObject("language_info").put("name", "java");
    notebook.put("nbformat", 4).put("nbformat_minor", 5);
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    DefaultIndenter indenter = new DefaultIndenter(" ", "\n");
    printer.indentArraysWith(indenter);
    printer.indentObjectsWith(indenter);
    return JSON.writer(printer).writeValueAsString(notebook) + "\n";
  }

  private static void add(ArrayNode cells, String kind, String source) {
    ObjectNode cell = cells.addObject().put("cell_type", kind).put("id", "cell-" + cells.size());
    cell.putObject("metadata");
    ArrayNode lines = cell.putArray("source");
    String[] all = source.split("\n");
    for (int i = 0; i < all.length; i++) {
      lines.add(i < all.length - 1 ? all[i] + "\n" : all[i]);
    }
    if (kind.equals("code")) {
      cell.putNull("execution_count");
      cell.putArray("outputs");
    }
  }

  private static List<String> paragraphs(String program) {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder paragraph = new StringBuilder();
    int depth = 0;
    for (String line : program.lines().toList()) {
      if (line.isBlank() && depth == 0) {
        if (!paragraph.isEmpty()) {
          paragraphs.add(paragraph.toString());
        }
        paragraph.setLength(0);
        continue;
      }
      paragraph.append(line).append('\n');
      if (!line.startsWith("//")) {
        depth += line.chars().map(c -> c == '{' ? 1 : c == '}' ? -1 : 0).sum();
      }
    }
    if (!paragraph.isEmpty()) {
      paragraphs.add(paragraph.toString());
    }
    return paragraphs;
  }
}
