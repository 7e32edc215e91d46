package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import java.util.Collection;
import java.util.TreeSet;

/** Requires that class weights belong to classes of the output. */
public final class ShouldWeightKnownClasses {
  /** The rule's heading in the errors guide. */
  public static final String ID = "class-weight";

  private ShouldWeightKnownClasses() {}

  /** Returns the problem of weights for classes that the output does not have. */
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

  /** Returns the problem of an output whose targets are not classes. */
  public static Problem notClasses(OutputSpec spec) {
    return new Problem(
        ID,
        spec.name(),
        "an output that tells classes",
        "its target is " + SignatureText.target(spec) + SignatureText.by(spec),
        "Use sampleWeight(...) for this output.");
  }

  /** Returns the problem of one map for a model with several outputs. */
  public static Problem whichOutput(Collection<String> outputs) {
    return Problem.of(ID, "", "the model has several outputs: " + SignatureText.quoted(outputs))
        .fix("Say which one: classWeight(\"" + outputs.iterator().next() + "\", weights).");
  }
}
