package dev.braid.internal.saving.architecture;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Collects all problems of a file, so that they are reported together. */
public final class LoadProblems {
  private static final int MOST = 100;
  private static final int LONGEST = 500;

  /** The number of layers that are named. */
  private static final int LISTED = 3;

  private final List<Supplier<Problem>> problems = new ArrayList<>();
  private final Map<String, Set<String>> unknown = new HashMap<>();
  private RuntimeException cause;
  private int left;

  /** Adds a class or operation that Braid does not have. */
  void layer(String path, String expected, String received, String fix) {
    add(new Problem("file-layer", path, expected, shortened(received), fix));
  }

  /**
   * Adds a layer of an unknown class; all layers of a class are one problem.
   *
   * @param what the class of its first layer, such as {@code the class "Patches" with size}
   * @param fix creates the advice for the first layer
   */
  void unknown(String path, String className, String expected, String what, Supplier<String> fix) {
    Set<String> paths = unknown.get(className);
    if (paths != null) {
      paths.add(path);
      return;
    }
    Set<String> first = new LinkedHashSet<>(List.of(path));
    if (add(() -> new Problem("file-layer", path, expected, received(what, first), fix.get()))) {
      unknown.put(className, first);
    }
  }

  private static String received(String what, Set<String> paths) {
    return "received " + shortened(what) + (paths.size() == 1 ? "" : in(paths));
  }

  private static String in(Set<String> paths) {
    String more = paths.size() > LISTED ? " and " + (paths.size() - LISTED) + " more" : "";
    return paths.stream()
        .limit(LISTED)
        .map(path -> '"' + shortened(path) + '"')
        .collect(Collectors.joining(", ", " in " + paths.size() + " layers: ", more));
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
      add(
          isExplained(why)
              ? Problem.of("file-option", path, shortened(why.getMessage()))
              : new Problem(
                  "file-option",
                  path,
                  "a configuration that Keras writes",
                  "received one that cannot be read",
                  "Save the file with Keras 3 again. The stack trace below shows the reason."));
      cause = cause == null ? why : cause;
    }
  }

  /** Returns whether an exception has a message for users, and not only one for programmers. */
  private static boolean isExplained(RuntimeException why) {
    return why.getClass() == IllegalArgumentException.class
        && why.getMessage() != null
        && !why.getMessage().startsWith("No enum constant");
  }

  /** Adds an inconsistency of the graph. */
  void graph(String path, String message) {
    add(Problem.of("file-graph", path, shortened(message)));
  }

  /** Adds any other problem. */
  public void add(Problem problem) {
    add(() -> problem);
  }

  private boolean add(Supplier<Problem> problem) {
    if (problems.size() >= MOST) {
      left++;
      return false;
    }
    problems.add(problem);
    return true;
  }

  private static String shortened(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  /** Throws an exception if a problem was added. */
  public void throwIfAny(String file) {
    if (!problems.isEmpty()) {
      List<Problem> all = new ArrayList<>(problems.stream().map(Supplier::get).toList());
      if (left > 0) {
        all.add(Problem.of("file-layer", "", "and " + left + " more problems"));
      }
      StructureException refusal =
          new StructureException("\"" + file + "\" cannot be opened as it is", all);
      if (cause != null) {
        refusal.initCause(cause);
      }
      throw refusal;
    }
  }
}
