package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSpec;
import java.util.List;

/** Requires as many arrays as the model has inputs. */
public final class ShouldHaveOneArrayForEachInput {
  /** The rule's heading in the errors guide. */
  public static final String ID = "input-count";

  private ShouldHaveOneArrayForEachInput() {}

  /**
   * Returns the problem of a list of too many or too few arrays.
   *
   * @param name the validation data that they belong to; empty otherwise
   * @param received the number of arrays
   * @param form the list's form
   * @param rows whether its elements are rows, not arrays
   */
  public static Problem problem(
      String name, List<InputSpec> specs, int received, String form, boolean rows) {
    String arrays = specs.size() == 1 ? " array for the input " : " arrays for the inputs ";
    return new Problem(
        ID,
        name,
        specs.size() + arrays + SignatureText.inputs(specs),
        "received " + received + ", " + form,
        rows ? "Java makes a list of rows of List.of(array) with one nested array." : "");
  }
}
