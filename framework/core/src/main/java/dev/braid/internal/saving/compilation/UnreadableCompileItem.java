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

  /** Returns whether the model can be trained without the item. */
  boolean isMetric() {
    return concept.equals("metric");
  }

  /** Returns the notice of a model that is not compiled. */
  static String uncompiled(String file, List<UnreadableCompileItem> items) {
    String registry = registry(items);
    return '"'
        + file
        + "\" is opened uncompiled, since its compile configuration cannot be read: "
        + texts(items)
        + ". To train, "
        + (registry.isEmpty() ? "" : "open it with " + registry + ", or ")
        + "call compile.";
  }

  /** Returns the notice of a model that is compiled without some metrics. */
  static String withoutMetrics(String file, List<UnreadableCompileItem> items) {
    String registry = registry(items);
    return '"'
        + file
        + "\" is opened without "
        + texts(items)
        + ". "
        + (registry.isEmpty()
            ? "To compute all metrics, call compile."
            : "To compute all metrics, open it with " + registry + ", or call compile.");
  }

  private static String texts(List<UnreadableCompileItem> items) {
    return items.stream()
            .limit(MOST)
            .map(UnreadableCompileItem::text)
            .collect(Collectors.joining(", "))
        + (items.size() > MOST ? " and " + (items.size() - MOST) + " more" : "");
  }

  /** Returns the call with a registry of all unknown classes; empty if no class is unknown. */
  private static String registry(List<UnreadableCompileItem> items) {
    Set<String> entries =
        items.stream()
            .filter(item -> item.reason.isEmpty())
            .map(item -> "." + item.concept + "(\"" + shortened(item.name) + "\", config -> …)")
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return entries.isEmpty()
        ? ""
        : "Model.load(path, Registry.empty()"
            + entries.stream().limit(MOST).collect(Collectors.joining())
            + ")";
  }

  private String text() {
    return "the "
        + concept
        + (name.isEmpty() ? "" : " \"" + shortened(name) + '"')
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
