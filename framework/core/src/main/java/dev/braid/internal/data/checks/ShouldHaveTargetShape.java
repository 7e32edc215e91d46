package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;

/** Requires that a target has the shape that its output's loss expects, without broadcasting. */
public final class ShouldHaveTargetShape {
  /** The rule's heading in the errors guide. */
  public static final String ID = "target-shape";

  private ShouldHaveTargetShape() {}

  /** Returns the problem of a target with another rank or size. */
  public static Problem problem(OutputSpec spec, String form, long... shape) {
    return new Problem(
        ID,
        spec.name(),
        SignatureText.target(spec) + SignatureText.by(spec),
        "received " + form,
        advice(spec, shape));
  }

  private static String advice(OutputSpec spec, long[] shape) {
    long[] wanted = spec.shape();
    boolean column = wanted.length == 1 && wanted[0] == 1 && shape.length == 2;
    if (column && shape[0] == 1) {
      return "The samples lie along the wrong axis: array(y).transpose().";
    }
    return column && shape[1] == 2 && spec.target() == TargetKind.PROBABILITY
        ? "If these are one-hot rows of two classes, end the model in dense(2, SOFTMAX) and compile"
            + " with categoricalCrossentropy()."
        : "";
  }
}
