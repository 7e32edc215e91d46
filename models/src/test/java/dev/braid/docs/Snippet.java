package dev.braid.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A Java program in a guide.
 *
 * <p>A fence {@code java} is a separate program; {@code java more} continues the previous one;
 * {@code java refused} throws the StructureException that the next {@code text} fence shows.
 *
 * @param file the guide
 * @param line its first line, from 1
 * @param code its lines
 * @param refusal the expected message, or null
 * @param runs false if it is only compiled
 */
record Snippet(Path file, int line, List<String> code, String refusal, boolean runs) {
  /** All programs of a guide. */
  static List<Snippet> of(Path file) throws IOException {
    List<Snippet> all = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    List<String> unsaid = null;
    int unsaidFrom = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).startsWith("```")) {
        continue;
      }
      String kind = lines.get(i).substring(3).strip();
      int from = i + 1;
      while (!lines.get(++i).startsWith("```")) {
        // until the end of the fence
      }
      List<String> code = lines.subList(from, i);
      switch (kind) {
        case "java" -> all.add(new Snippet(file, from, List.copyOf(code), null, true));
        case "java compiled" -> all.add(new Snippet(file, from, List.copyOf(code), null, false));
        case "java more" -> all.add(all.remove(all.size() - 1).and(from, code));
        case "java refused" -> {
          unsaid = List.copyOf(code);
          unsaidFrom = from;
        }
        case "text" -> {
          if (unsaid != null) {
            all.add(new Snippet(file, unsaidFrom, unsaid, String.join("\n", code), true));
            unsaid = null;
          }
        }
        default -> {
          if (kind.startsWith("java")) {
            throw new IllegalArgumentException(file + ":" + from + ": unknown fence " + kind);
          }
        }
      }
    }
    if (unsaid != null) {
      throw new IllegalArgumentException(file + ":" + unsaidFrom + ": its message is not shown");
    }
    return all;
  }

  /** Appends a continuation, keeping line numbers. */
  private Snippet and(int from, List<String> more) {
    List<String> joined = new ArrayList<>(code);
    while (line + joined.size() < from) {
      joined.add("");
    }
    joined.addAll(more);
    return new Snippet(file, line, joined, refusal, runs);
  }

  /** The generated class, named after its position. */
  String className() {
    String guide = file.getFileName().toString().replaceAll("\\W", "_").toLowerCase(Locale.ROOT);
    return "Snippet_" + guide + "_" + line;
  }

  /**
   * The source of the generated class: the guide's imports, then its lines as the body of a method.
   */
  String source() {
    List<String> imports = code.stream().filter(Snippet::isImport).toList();
    List<String> body = code.stream().filter(each -> !isImport(each)).toList();
    return String.join("\n", imports)
        + """

        import static dev.braid.Braid.*;
        import dev.braid.*;
        import dev.braid.datasets.*;
        import java.nio.file.*;
        import java.util.*;
        public class %s extends dev.braid.docs.SnippetData {
          @Override public void run() throws Exception {
        %s
          }
        }
        """
            .formatted(className(), String.join("\n", body));
  }

  private static boolean isImport(String text) {
    return text.startsWith("import ");
  }

  @Override
  public String toString() {
    return file.getFileName() + " line " + line;
  }
}
