package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import java.util.List;
import java.util.stream.Collectors;

/** Requires a separate array for every input. */
public final class ShouldHaveSeparateInputs {
  /** The rule's heading in the errors guide. */
  public static final String ID = "merged-inputs";

  private ShouldHaveSeparateInputs() {}

  /**
   * Returns the problem of one array for several inputs.
   *
   * @param name the validation data that it belongs to; empty otherwise
   * @param form the array's form
   * @param width its last dimension; -1 if it does not have two dimensions
   */
  public static Problem problem(String name, List<InputSpec> specs, String form, long width) {
    String list =
        specs.stream().map(InputSpec::name).collect(Collectors.joining(", ", "List.of(", ")"));
    return new Problem(
        ID,
        name,
        specs.size() + " arrays for the inputs " + SignatureText.inputs(specs),
        "received one array, " + form,
        columns(specs, width) + "Pass a list in this order, or a map by name: " + list + ".");
  }

  /** Returns the sum of the inputs' widths; -1 unless every input is a row of known width. */
  public static long width(List<InputSpec> specs) {
    boolean rows = specs.stream().allMatch(spec -> spec.shape().length == 1 && spec.shape()[0] > 0);
    return rows ? specs.stream().mapToLong(spec -> spec.shape()[0]).sum() : -1;
  }

  private static String columns(List<InputSpec> specs, long width) {
    if (width < 0 || width(specs) != width) {
      return "";
    }
    StringBuilder text = new StringBuilder("Its width is the sum of theirs: ").append(width);
    text.append(
        specs.stream()
            .map(spec -> Long.toString(spec.shape()[0]))
            .collect(Collectors.joining(" + ", " = ", ". Split its columns: ")));
    long start = 0;
    for (InputSpec spec : specs) {
      long end = start + spec.shape()[0];
      text.append(start == 0 ? "" : ", ");
      text.append(start).append(" to ").append(end - 1).append(" are \"");
      text.append(spec.name()).append('"');
      start = end;
    }
    return text.append(". ").toString();
  }
}
