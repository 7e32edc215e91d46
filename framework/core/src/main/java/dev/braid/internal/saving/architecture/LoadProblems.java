package dev.braid.internal.saving.architecture;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.List;

/** Collects all problems of a file, so that they are reported together. */
public final class LoadProblems {
  private static final int MOST = 100;
  private static final int LONGEST = 500;

  private final List<Problem> problems = new ArrayList<>();
  private int left;

  /** Adds a class or operation that Braid does not have. */
  void layer(String path, String expected, String received, String fix) {
    add(new Problem("file-layer", path, expected, shortened(received), fix));
  }

  /** Adds an option that Braid does not support. */
  void option(String path, String expected, String received, String fix) {
    add(new Problem("file-option", path, expected, shortened(received), fix));
  }

  /** Adds the refusal of a layer's configuration or inputs. */
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
      String message = why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage();
      add(Problem.of("file-option", path, shortened(message)));
    }
  }

  /** Adds an inconsistency of the graph. */
  void graph(String path, String message) {
    add(Problem.of("file-graph", path, shortened(message)));
  }

  /** Adds any other problem. */
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

  /** Returns whether further problems are only counted. */
  boolean full() {
    return problems.size() >= MOST;
  }

  /** Counts a problem that is not listed any more. */
  void count() {
    left++;
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Throws an exception if a problem was added. */
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
