package dev.braid.internal.names;

import dev.braid.Problem;
import dev.braid.internal.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Suggests the name that was probably intended. */
public final class NameSuggestion {
  private NameSuggestion() {}

  /** The most similar name, where it is similar enough. */
  public static Optional<String> to(String name, Collection<String> names) {
    return Nearest.to(name, names);
  }

  /** The problem of an unknown output. */
  public static Problem unknownOutput(String name, Collection<String> outputs) {
    String fix = to(name, outputs).map(near -> "Did you mean \"" + near + "\"?").orElse("");
    return new Problem(
        "unknown-output",
        name,
        "one of the outputs " + Nearest.among(name, outputs),
        "received \"" + name + '"',
        fix);
  }

  /** The problem of an unknown log. */
  public static Problem unknown(String name, Map<String, ?> logs) {
    return unknown("unknown-log", name, logs.keySet());
  }

  /** The problem of an unknown name, with the names that exist. */
  public static Problem unknown(String id, String name, Collection<String> names) {
    String told =
        "no log has this name. "
            + (names.isEmpty() ? "There are none" : "The logs are " + Nearest.among(name, names));
    List<String> alike =
        names.stream().filter(log -> log.startsWith("val_") == name.startsWith("val_")).toList();
    return Problem.of(id, name, told)
        .fix(
            to(name, alike)
                .or(() -> to(name, names))
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse(""));
  }
}
