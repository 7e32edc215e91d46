package dev.braid;

import dev.braid.config.PrintableText;
import java.util.List;

/**
 * Says that a graph, an option or the data does not fit, with every problem at once.
 *
 * <p>It is thrown before anything is trained or changed.
 */
public final class StructureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /**
   * Joins the problems into one readable block.
   *
   * @param headline the call and the model it did not fit
   * @param problems at least one
   */
  public StructureException(String headline, List<Problem> problems) {
    super(PrintableText.of(block(headline, problems)));
    this.problems = List.copyOf(problems);
  }

  /** One problem alone. */
  public static StructureException of(String headline, Problem problem) {
    return new StructureException(headline, List.of(problem));
  }

  public List<Problem> problems() {
    return problems;
  }

  private static String block(String headline, List<Problem> problems) {
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("a StructureException needs a problem");
    }
    int width = problems.stream().mapToInt(problem -> problem.id().length() + 2).max().getAsInt();
    StringBuilder text = new StringBuilder(headline);
    if (!headline.endsWith(":")) {
      text.append(':');
    }
    for (Problem problem : problems) {
      String label = "[" + problem.id() + "]";
      text.append("\n  ").append(label).append(" ".repeat(width - label.length() + 2));
      text.append(problem.message().replace("\n", "\n" + " ".repeat(width + 4)));
    }
    text.append("\n  See src/docs/errors.md#").append(problems.get(0).id());
    return text.toString();
  }
}
