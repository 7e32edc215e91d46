package dev.braid.saving.compilation;

import dev.braid.StructureException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A part of a compile configuration that cannot be read.
 *
 * @param concept what it is, such as {@code loss}
 * @param name its class or function, as the file has it
 * @param output the output that it belongs to; empty for the optimizer's
 * @param reason why a class that Braid has cannot be read; empty for an unknown one
 */
record LeftOut(String concept, String name, String output, String reason) {
  private static final int MOST = 10;
  private static final int LONGEST = 100;

  /** The notice that names all of them, and what to do. */
  static String notice(String file, List<LeftOut> parts) {
    Set<String> hints =
        parts.stream()
            .filter(part -> part.reason.isEmpty())
            .map(part -> "." + part.concept + "(\"" + shortened(part.name) + "\", config -> …)")
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String fix =
        hints.isEmpty()
            ? "call compile"
            : "open it by Model.load(path, Registry.empty()"
                + hints.stream().limit(MOST).collect(Collectors.joining())
                + "), or call compile";
    return '"'
        + file
        + "\" is opened without what compile settled, since it cannot be read: "
        + parts.stream().limit(MOST).map(LeftOut::text).collect(Collectors.joining(", "))
        + (parts.size() > MOST ? " and " + (parts.size() - MOST) + " more" : "")
        + ". To train, "
        + fix
        + ".";
  }

  private String text() {
    return "the "
        + concept
        + " \""
        + shortened(name)
        + '"'
        + (output.isEmpty() ? "" : " of \"" + shortened(output) + '"')
        + (reason.isEmpty() ? "" : " (" + reason + ")");
  }

  /** What an exception says in one line. */
  static String reason(RuntimeException why) {
    String told =
        why instanceof StructureException refusal
            ? refusal.problems().get(0).message()
            : String.valueOf(why.getMessage());
    return shortened(told.replace('\n', ' ')).replaceFirst("\\.$", "");
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
