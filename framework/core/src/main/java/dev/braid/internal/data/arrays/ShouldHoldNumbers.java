package dev.braid.internal.data.arrays;

import dev.braid.DType;
import dev.braid.Problem;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every element is a number of a class that can be converted. */
public final class ShouldHoldNumbers {
  /** The rule's heading in the errors guide. */
  public static final String ID = "element-type";

  private ShouldHoldNumbers() {}

  /**
   * Something that is not a number.
   *
   * @param at its indices, such as {@code [0][2]}; empty for the array itself
   */
  public static Problem problem(String name, String at, @Nullable Object found) {
    return element(name, at, found, false);
  }

  /**
   * Something that is not a number in an array.
   *
   * @param strings whether the array holds nothing but strings, in one or two dimensions
   */
  public static Problem element(String name, String at, @Nullable Object found, boolean strings) {
    boolean single = at.isEmpty() && !(found instanceof INDArray);
    String told = (at.isEmpty() ? "received " : at + " is ") + ArrayDescription.of(found);
    return new Problem(
        ID, name, single ? "an array of numbers" : "numbers", told, fix(found, strings));
  }

  /** ND4J arrays in one list that have different shapes. */
  public static Problem differentRows(String name, String at, INDArray found, INDArray first) {
    return new Problem(
        ID,
        name,
        "arrays of one shape in a list",
        at + " is " + ArrayDescription.of(found) + ", [0] is " + ArrayDescription.of(first),
        "");
  }

  /** A number that the input's type cannot hold. */
  public static Problem ofType(String name, DType type, Number found, String at) {
    double value = found.doubleValue();
    return value == Math.rint(value)
        ? outOfRange(name, type, found, at)
        : notWhole(name, type.keras(), found, at);
  }

  private static Problem outOfRange(String name, DType type, Number found, String at) {
    String range =
        String.format(Locale.ROOT, "integers from %.0f to %.0f", type.low(), type.high());
    return new Problem(
        ID,
        name,
        (type == DType.BOOL ? "0 or 1" : range) + " (" + type + ")",
        "received " + String.format(Locale.ROOT, "%.0f", found.doubleValue()) + " at " + at,
        "Correct it, or declare the input as float32.");
  }

  /** A fraction where integers are required. */
  private static Problem notWhole(String name, String type, Number found, String at) {
    return new Problem(
        ID,
        name,
        "integers (" + type + ")",
        found + " at " + at + " would be cut",
        "Round it, or declare the input as float32.");
  }

  /** A column without any finite number. */
  public static Problem emptyColumn(String name, int column) {
    return Problem.of(ID, name, "column " + column + " has no finite number")
        .fix("Leave the column out, or use replaceNonFinite(array, value).");
  }

  /** A string that is not a number. */
  public static Problem noNumber(String name, String at, String found) {
    return new Problem(ID, name, "a number", at + " is " + ArrayDescription.of(found), "");
  }

  private static String fix(@Nullable Object found, boolean strings) {
    if (!(found instanceof CharSequence text)) {
      return "";
    }
    if (!numeric(text)) {
      return "A model takes numbers only: stringLookup() numbers words and names of classes,"
          + " textVectorization() the words of texts.";
    }
    return strings
        ? "Parse the strings first: parseNumbers(strings)."
        : "Parse it first: Double.parseDouble(\"" + text.toString().strip() + "\").";
  }

  private static boolean numeric(CharSequence text) {
    try {
      Double.parseDouble(text.toString().strip());
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
