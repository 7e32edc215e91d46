package dev.braid.layers.core;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The letters of {@code abc,cd->abd}: one for each axis of the input, the kernel and the result.
 *
 * <p>The first axis of the input and of the result is the batch axis.
 */
public record Einsum(String input, String kernel, String result) {
  private static final Pattern FORM =
      Pattern.compile(
          "(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?,([a-zA-Z]+)->(\\.\\.\\.)?([a-zA-Z]+)(\\.\\.\\.)?");

  /** The first of the characters that stand for the axes behind an ellipsis. */
  private static final char ELIDED = '\u0391';

  /** Reads an equation; empty where it has none of the forms that Keras knows. */
  static Optional<Einsum.Form> form(String equation) {
    Matcher match = FORM.matcher(equation.replace(" ", ""));
    if (!match.matches()) {
      return Optional.empty();
    }
    boolean left = match.group(1) != null;
    boolean right = match.group(3) != null;
    boolean same = left == (match.group(5) != null) && right == (match.group(7) != null);
    Form form = new Form(match.group(2), match.group(4), match.group(6), left, right);
    return same && !(left && right) && form.sound() ? Optional.of(form) : Optional.empty();
  }

  /** An equation whose ellipsis is open. */
  record Form(String input, String kernel, String result, boolean left, boolean right) {
    private boolean sound() {
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

    /** How many axes the ellipsis stands for where the input, with its batch axis, has so many. */
    int elided(int rank) {
      return rank - input.length();
    }

    /** Whether inputs with so many axes, that of the batch among them, fit. */
    boolean fits(int rank) {
      return left ? elided(rank) > 0 : right ? elided(rank) >= 0 : elided(rank) == 0;
    }

    Einsum of(int rank) {
      StringBuilder more = new StringBuilder();
      for (int i = 0; i < elided(rank); i++) {
        more.append((char) (ELIDED + i));
      }
      return left
          ? new Einsum(more + input, kernel, more + result)
          : new Einsum(input + more, kernel, result + more);
    }
  }

  static boolean in(String axes, int axis) {
    return axes.indexOf(axis) >= 0;
  }
}
