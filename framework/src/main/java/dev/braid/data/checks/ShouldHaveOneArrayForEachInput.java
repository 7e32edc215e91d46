package dev.braid.data.checks;

import dev.braid.Problem;
import dev.braid.data.InputSlot;
import java.util.List;

/** There are as many arrays as the model has inputs. */
public final class ShouldHaveOneArrayForEachInput {
  /** The rule's heading in the errors guide. */
  public static final String ID = "input-count";

  private ShouldHaveOneArrayForEachInput() {}

  /** A list of too many or too few arrays. */
  public static Problem problem(List<InputSlot> slots, int received) {
    return new Problem(
        ID,
        "",
        slots.size() + (slots.size() == 1 ? " array for the input " : " arrays for the inputs ")
            + Slots.inputs(slots),
        "received " + received,
        "");
  }
}
