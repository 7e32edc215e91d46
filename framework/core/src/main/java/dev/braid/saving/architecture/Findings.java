package dev.braid.saving.architecture;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a file, gathered so that it can be said at once. */
public final class Findings {
  private static final int MOST = 100;
  private static final int LONGEST = 500;

  private final List<Problem> problems = new ArrayList<>();
  private int left;

  /** A class or operation that Braid doesn't know. */
  void layer(String path, String expected, String received, String fix) {
    add(new Problem("file-layer", path, expected, shortened(received), fix));
  }

  /** An option that Braid would not keep. */
  void option(String path, String expected, String received, String fix) {
    add(new Problem("file-option", path, expected, shortened(received), fix));
  }

  /** A layer that refused its configuration or its inputs. */
  public void refused(String path, RuntimeException why) {
    if (why instanceof StructureException refusal) {
      for (Problem problem : refusal.problems()) {
        String inside = problem.name().isEmpty() ? "" : problem.name() + ": ";
        add(
            new Problem(
                "file-option",
                path,
                problem.expected(),
                shortened(
                    problem.expected().isEmpty()
                        ? inside + problem.received()
                        : problem.received() + (inside.isEmpty() ? "" : " for " + problem.name())),
                problem.fix()));
      }
    } else {
      String told = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
      add(Problem.of("file-option", path, shortened(told)));
    }
  }

  /** A graph that does not hold together. */
  void graph(String path, String told) {
    add(Problem.of("file-graph", path, shortened(told)));
  }

  /** Any other problem. */
  public void add(Problem problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    } else {
      left++;
    }
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** True where one more problem would only be counted. */
  boolean full() {
    return problems.size() >= MOST;
  }

  /** Counts a problem that would not be told any more. */
  void count() {
    left++;
  }

  public boolean none() {
    return problems.isEmpty();
  }

  /** Throws where something was found. */
  public void throwIfAny(String file) {
    if (!problems.isEmpty()) {
      List<Problem> all = new ArrayList<>(problems);
      if (left > 0) {
        all.add(Problem.of("file-layer", "", "and " + left + " more problems"));
      }
      throw new StructureException("\"" + file + "\" cannot be opened as it is", all);
    }
  }
}
