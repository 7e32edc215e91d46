package dev.braid.internal.data.arrays;

import dev.braid.Problem;

/** Every element is a text. */
final class ShouldHoldTexts {
  private static final String ID = "element-type";

  private ShouldHoldTexts() {}

  /** Something that is not an array of texts. */
  static Problem array(String name, Object found) {
    return new Problem(
        ID,
        name,
        "an array of texts",
        "received " + ArrayDescription.of(found),
        found instanceof CharSequence ? "Pass one text as an array of one: new String[] {…}." : "");
  }

  /**
   * An element that is not a text.
   *
   * @param at its indices, such as {@code [0][2]}
   */
  static Problem element(String name, String at, Object found) {
    String fix = "";
    if (found == null) {
      fix = "Replace missing texts by \"\".";
    } else if (found instanceof Number) {
      fix = "Convert numbers to texts: String.valueOf(number).";
    }
    return new Problem(ID, name, "texts", at + " is " + ArrayDescription.of(found), fix);
  }
}
