package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSlot;
import java.util.Collection;
import java.util.TreeSet;

/** Class weights belong to classes that are there. */
public final class ShouldWeightKnownClasses {
  /** The rule's heading in the errors guide. */
  public static final String ID = "class-weight";

  private ShouldWeightKnownClasses() {}

  /** Weights for classes that no label names. */
  public static Problem unknownClass(
      String name, Collection<Integer> strange, Collection<Integer> found) {
    String one = strange.size() == 1 ? "class " : "classes ";
    return new Problem(
        ID,
        name,
        "weights for the classes " + new TreeSet<>(found),
        "received a weight for " + one + new TreeSet<>(strange),
        "");
  }

  /** An output whose target holds no classes. */
  public static Problem notClasses(OutputSlot slot) {
    return new Problem(
        ID,
        slot.name(),
        "an output that tells classes",
        "its target is " + Slotted.target(slot) + Slotted.by(slot),
        "Use sampleWeight(...) for this output.");
  }

  /** One map for a model with several outputs. */
  public static Problem whichOutput(Collection<String> outputs) {
    return Problem.of(ID, "", "the model has several outputs: " + Slotted.quoted(outputs))
        .fix("Say which one: classWeight(\"" + outputs.iterator().next() + "\", weights).");
  }
}
