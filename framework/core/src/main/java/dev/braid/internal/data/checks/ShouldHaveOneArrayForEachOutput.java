package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.data.signature.OutputSpec;
import java.util.List;

/** Requires as many targets or weights as the model has outputs that require one. */
public final class ShouldHaveOneArrayForEachOutput {

  private ShouldHaveOneArrayForEachOutput() {}

  /**
   * Returns the problem of too many or too few arrays, or one array for several outputs.
   *
   * @param role TARGET or WEIGHT, for the id {@code target-count} or {@code weight-count}
   * @param name the validation data that they belong to; empty otherwise
   */
  public static Problem problem(
      ArrayRole role, String name, List<OutputSpec> specs, String received) {
    String count = specs.size() + " " + role.word() + (specs.size() == 1 ? "" : "s");
    String wanted =
        specs.isEmpty()
            ? "no " + role.word() + ", as no output has a loss"
            : count
                + (specs.size() == 1 ? " for the output " : " for the outputs ")
                + SignatureText.targets(specs);
    return new Problem(role.word() + "-count", name, wanted, "received " + received, "");
  }
}
