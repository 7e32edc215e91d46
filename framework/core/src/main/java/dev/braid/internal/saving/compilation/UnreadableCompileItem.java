package dev.braid.internal.saving.compilation;

import dev.braid.StructureException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An item of a compile configuration that cannot be read.
 *
 * @param concept its kind, such as {@code loss}
 * @param name its class or function in the file
 * @param output the output that it belongs to; empty for the optimizer's
 * @param reason why an object of a known class cannot be read; empty for an unknown class
 */
record UnreadableCompileItem(String concept, String name, String output, String reason) {
  private static final int MOST = 10;
  private static final int LONGEST = 100;

  /** Returns the notice that names all items and how to fix them. */
  static String notice(String file, List<UnreadableCompileItem> items) {
    Set<String> hints =
        items.stream()
            .filter(item -> item.reason.isEmpty())
            .map(item -> "." + item.concept + "(\"" + shortened(item.name) + "\", config -> …)")
            .collect(Collectors.toCollection(LinkedHashSet::new));
    String fix =
        hints.isEmpty()
            ? "call compile"
            : "open it with Model.load(path, Registry.empty()"
                + hints.stream().limit(MOST).collect(Collectors.joining())
                + "), or call compile";
    return '"'
        + file
        + "\" is opened uncompiled, since its compile configuration cannot be read: "
        + items.stream()
            .limit(MOST)
            .map(UnreadableCompileItem::text)
            .collect(Collectors.joining(", "))
        + (items.size() > MOST ? " and " + (items.size() - MOST) + " more" : "")
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

  /** Returns the message of an exception in one line. */
  static String reason(RuntimeException why) {
    String message =
        why instanceof StructureException refusal
            ? refusal.problems().get(0).message()
            : String.valueOf(why.getMessage());
    return shortened(message.replace('\n', ' ')).replaceFirst("\\.$", "");
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }
}
