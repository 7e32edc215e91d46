package dev.braid.internal.data.checks;

import dev.braid.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requires that all arrays have the same number of samples. */
public final class ShouldHaveSameSampleCount {
  /** The rule's heading in the errors guide. */
  public static final String ID = "sample-count";

  private ShouldHaveSameSampleCount() {}

  /** Returns the problem of arrays of different lengths, by name. */
  public static Problem problem(Map<String, Long> samples) {
    Map<Long, List<String>> names = new LinkedHashMap<>();
    samples.forEach(
        (name, count) -> names.computeIfAbsent(count, key -> new ArrayList<>()).add(name));
    List<String> parts = new ArrayList<>();
    names.forEach(
        (count, group) ->
            parts.add(
                count + (parts.isEmpty() ? " samples in " : " in ") + SignatureText.quoted(group)));
    return Problem.of(ID, "", String.join(", ", parts));
  }
}
