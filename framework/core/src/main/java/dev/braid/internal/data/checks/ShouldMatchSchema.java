package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.text.Nearest;
import java.util.List;

/** Requires that the columns of records are in their schema and are numeric. */
public final class ShouldMatchSchema {
  /** The rule's heading in the errors guide. */
  public static final String ID = "schema";

  private ShouldMatchSchema() {}

  /** Returns the problem of a column that is missing in the schema. */
  public static Problem unknownColumn(String name, String column, List<String> columns) {
    return new Problem(
        ID,
        name,
        "columns among " + Nearest.among(column, columns),
        "received \"" + column + "\"",
        Nearest.to(column, columns).map(near -> "Did you mean \"" + near + "\"?").orElse(""));
  }

  /** Returns the problem of a column of strings or dates. */
  public static Problem notNumbers(String name, String column, String type) {
    return new Problem(
        ID,
        name,
        "columns of numbers or categories",
        "\"" + column + "\" is of type " + type,
        "Convert it in a TransformProcess, for example to a categorical column.");
  }

  /** Returns the problem of a column of arrays in addition to other columns. */
  public static Problem severalArrays(String name, String column) {
    return new Problem(
        ID,
        name,
        "one column where a column holds arrays",
        "received \"" + column + "\" among others",
        "");
  }

  /** Returns the problem of a value that is not a number, found while reading. */
  public static Problem value(String name, String column, long record, String value) {
    return new Problem(
        ID,
        name,
        "a number in column \"" + column + "\"",
        "record " + record + " holds \"" + value + "\"",
        "");
  }
}
