package dev.braid.layers.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An equation such as {@code abc,cd->abd}: one letter for each axis of the input, the kernel and
 * the result.
 *
 * <p>The first axis of the input and of the result is the batch axis.
 */
public record EinsumEquation(String input, String kernel, String result) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?,([a-zA-Z]+)->(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?");

  /** The first of the characters that stand for the axes of an ellipsis. */
  private static final char ELIDED = '\u0391';

  /** Parses an equation; empty if it has none of the forms that Keras supports. */
  static Optional<EinsumEquation.Form> form(String equation) {
    Matcher match = FORM.matcher(equation.replace(" ", ""));
    if (!match.matches()) {
      return Optional.empty();
    }
    boolean left = match.group(1) != null;
    boolean right = match.group(3) != null;
    boolean same = left == (match.group(5) != null) && right == (match.group(7) != null);
    Form form = new Form(match.group(2), match.group(4), match.group(6), left, right);
    return same && !(left && right) && form.valid() ? Optional.of(form) : Optional.empty();
  }

  /** An equation whose ellipsis is not yet expanded. */
  record Form(String input, String kernel, String result, boolean left, boolean right) {
    private boolean valid() {
      boolean batch = left || (input.charAt(0) == result.charAt(0) && !in(kernel, input.charAt(0)));
      return batch
          && distinct(input)
          && distinct(kernel)
          && distinct(result)
          && kernel.chars().allMatch(axis -> in(input, axis) || in(result, axis))
          && result.chars().allMatch(axis -> in(input, axis) || in(kernel, axis));
    }

    private static boolean distinct(String axes) {
      return axes.chars().distinct().count() == axes.length();
    }

    /**
     * The number of axes that the ellipsis stands for in an input of a rank that includes the batch
     * axis.
     */
    int elided(int rank) {
      return rank - input.length();
    }

    /** Whether inputs of a rank that includes the batch axis fit. */
    boolean fits(int rank) {
      return left ? elided(rank) > 0 : right ? elided(rank) >= 0 : elided(rank) == 0;
    }

    EinsumEquation of(int rank) {
      StringBuilder more = new StringBuilder();
      for (int i = 0; i < elided(rank); i++) {
        more.append((char) (ELIDED + i));
      }
      return left
          ? new EinsumEquation(more + input, kernel, more + result)
          : new EinsumEquation(input + more, kernel, result + more);
    }
  }

  static boolean in(String axes, int axis) {
    return axes.indexOf(axis) >= 0;
  }
}
