package dev.braid;

import dev.braid.internal.text.PrintableText;
import dev.braid.internal.text.ShortText;
import java.util.List;

/**
 * Says that a graph, an option or the data does not fit, with every problem at once.
 *
 * <p>It is thrown before anything is trained or changed.
 */
public final class StructureException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The most characters of the problems together, so that the message stays below the limit. */
  private static final int MOST = ShortText.MESSAGE - 1024;

  /** Problems for which less is left are counted only. */
  private static final int SHORTEST = 256;

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
    String ending = "\n  See src/docs/errors.md#" + problems.get(0).id();
    StringBuilder text = new StringBuilder(ShortText.of(headline, MOST / 4));
    if (!headline.endsWith(":")) {
      text.append(':');
    }
    for (int i = 0; i < problems.size(); i++) {
      Problem problem = problems.get(i);
      int left = MOST - text.length();
      if (left < SHORTEST) {
        text.append("\n  … and ").append(problems.size() - i).append(" more problems");
        break;
      }
      String label = "[" + problem.id() + "]";
      text.append("\n  ").append(label).append(" ".repeat(width - label.length() + 2));
      String message = ShortText.of(problem.message(), left);
      String indented = message.replace("\n", "\n" + " ".repeat(width + 4));
      text.append(ShortText.of(indented.replaceAll("\n +(?=\n)", "\n"), left));
    }
    return text.append(ending).toString();
  }
}
