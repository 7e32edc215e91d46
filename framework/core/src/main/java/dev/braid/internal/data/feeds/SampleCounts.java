package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.internal.data.checks.ShouldHaveSameSampleCount;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** How many samples each array has. */
final class SampleCounts {
  private final Map<String, Long> counts = new LinkedHashMap<>();

  void add(String name, long samples) {
    counts.put(name, samples);
  }

  /** Whether that many is what every array has so far. */
  boolean agree(long samples) {
    return !counts.isEmpty() && counts.values().stream().allMatch(count -> count == samples);
  }

  /** The count that all share, after telling if they do not; -1 when nothing was counted. */
  int shared(List<Problem> problems) {
    if (new LinkedHashSet<>(counts.values()).size() > 1) {
      problems.add(ShouldHaveSameSampleCount.problem(counts));
    }
    return counts.isEmpty() ? -1 : Math.toIntExact(counts.values().iterator().next());
  }
}
