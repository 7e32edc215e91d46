package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.text.Nearest;
import java.util.Collection;

/** Requires that all keys of a map are inputs or outputs of the model. */
public final class ShouldKnowName {
  private ShouldKnowName() {}

  /** Returns the rule's heading in the errors guide. */
  public static String id(ArrayRole role) {
    return "unknown-" + role.word();
  }

  /**
   * Returns the problem of a key that is no name of the model.
   *
   * @param label the key in messages
   * @param model the model's inputs or outputs, with their shapes
   * @param open the names without a key
   */
  public static Problem problem(
      ArrayRole role, String label, String key, String model, Collection<String> open) {
    return Problem.of(
            id(role),
            label,
            "the model has no "
                + (role == ArrayRole.INPUT ? "input" : "output")
                + " with this name. Its "
                + ShouldContainName.kind(role)
                + " are "
                + model)
        .fix(
            Nearest.to(key, open)
                .map(name -> "Did you mean \"" + name + "\"?")
                .orElse("A spare key is never ignored: leave it out."));
  }

  /** Returns the problem of a target for an output that neither a loss nor a metric reads. */
  public static Problem unused(ArrayRole role, String key) {
    return Problem.of(
            id(role), key, "the output has no loss and no metric, so nothing would be done with it")
        .fix("Leave it out, or compile the output with a loss.");
  }
}
