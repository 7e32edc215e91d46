package dev.braid.internal.data.feeds;

import dev.braid.Problem;
import dev.braid.internal.data.checks.ShouldHaveSameSampleCount;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The number of samples of each array. */
final class SampleCounts {
  private final Map<String, Long> counts = new LinkedHashMap<>();

  void add(String name, long samples) {
    counts.put(name, samples);
  }

  /** Returns whether every array so far has the given number of samples. */
  boolean agree(long samples) {
    return !counts.isEmpty() && counts.values().stream().allMatch(count -> count == samples);
  }

  /** Returns the common count, after adding a problem if counts differ; -1 without arrays. */
  int shared(List<Problem> problems) {
    if (new LinkedHashSet<>(counts.values()).size() > 1) {
      problems.add(ShouldHaveSameSampleCount.problem(counts));
    }
    return counts.isEmpty() ? -1 : Math.toIntExact(counts.values().iterator().next());
  }
}
