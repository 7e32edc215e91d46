package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import java.util.regex.Pattern;

/** Requires that the rows of a nested array have one length. */
public final class ShouldHaveRowsOfOneLength {
  /** The rule's heading in the errors guide. */
  public static final String ID = "ragged";

  // the forms that padSequences accepts
  private static final Pattern SEQUENCES =
      Pattern.compile(
          "(int|long|float|double)(\\[\\d*\\]){2}|(float|double)(\\[\\d*\\]){3}"
              + "|List(\\[\\d*\\]){2} of Integer");

  private ShouldHaveRowsOfOneLength() {}

  /**
   * Returns the problem of the first row whose length differs from that of the rows before it.
   *
   * @param form the array's form, such as {@code float[2][5]}
   * @param at the row's indices, such as {@code [1]}
   * @param length the row's length
   * @param expected the length of the first row
   * @param level the row's depth of nesting
   */
  public static Problem problem(
      String name, String form, String at, int length, int expected, int level) {
    String rows = level == 1 ? "rows" : "inner rows";
    return new Problem(
        ID,
        name,
        rows + " of one length (" + expected + ", as the first)",
        "row " + at + " has " + length + " of " + form,
        level == 1 && SEQUENCES.matcher(form).matches()
            ? "Pad sequences to one length: padSequences(rows).toArray()."
            : "Make all rows equally long.");
  }
}
