package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.InputSlot;
import java.util.List;
import java.util.stream.Collectors;

/** Every input has an array of its own. */
public final class ShouldHaveSeparateInputs {
  /** The rule's heading in the errors guide. */
  public static final String ID = "merged-inputs";

  private ShouldHaveSeparateInputs() {}

  /**
   * One array for several inputs.
   *
   * @param name the validation data it belongs to; empty otherwise
   * @param form how the array is written
   * @param width its last dimension; -1 when it has not two dimensions
   */
  public static Problem problem(String name, List<InputSlot> slots, String form, long width) {
    String list =
        slots.stream().map(InputSlot::name).collect(Collectors.joining(", ", "List.of(", ")"));
    return new Problem(
        ID,
        name,
        slots.size() + " arrays for the inputs " + Slotted.inputs(slots),
        "received one array, " + form,
        columns(slots, width) + "Pass a list in this order, or a map by name: " + list + ".");
  }

  /** The sum of the inputs' widths; -1 where not every input is a row of known width. */
  public static long width(List<InputSlot> slots) {
    boolean rows = slots.stream().allMatch(slot -> slot.shape().length == 1 && slot.shape()[0] > 0);
    return rows ? slots.stream().mapToLong(slot -> slot.shape()[0]).sum() : -1;
  }

  private static String columns(List<InputSlot> slots, long width) {
    if (width < 0 || width(slots) != width) {
      return "";
    }
    StringBuilder text = new StringBuilder("Its width is the sum of theirs: ").append(width);
    text.append(
        slots.stream()
            .map(slot -> Long.toString(slot.shape()[0]))
            .collect(Collectors.joining(" + ", " = ", ". Split its columns: ")));
    long start = 0;
    for (InputSlot slot : slots) {
      long end = start + slot.shape()[0];
      text.append(start == 0 ? "" : ", ");
      text.append(start).append(" to ").append(end - 1).append(" are \"");
      text.append(slot.name()).append('"');
      start = end;
    }
    return text.append(". ").toString();
  }
}
