package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Requires that a map has an array for every input or output. */
public final class ShouldContainName {
  private ShouldContainName() {}

  /** Returns the rule's heading in the errors guide. */
  public static String id(ArrayRole role) {
    return "missing-" + role.word();
  }

  /**
   * Returns the problem of a name that is missing in the map.
   *
   * @param prefix the text before the name in messages
   * @param model the model's inputs or outputs, with their shapes
   * @param passed the map's keys
   * @param spare the keys that are no names of the model
   */
  public static Problem problem(
      ArrayRole role,
      String prefix,
      String name,
      String model,
      Collection<String> passed,
      Collection<String> spare) {
    String names = passed.isEmpty() ? "nothing" : SignatureText.quoted(passed);
    Optional<String> meant = Nearest.to(name, spare);
    return Problem.of(
            id(role),
            prefix + name,
            "no data. The model's " + kind(role) + " are " + model + "; you passed " + names)
        .fix(
            meant
                .map(key -> "Did you mean \"" + name + "\" for \"" + key + "\"?")
                .orElse(role == ArrayRole.WEIGHT ? weights(passed) : ""));
  }

  private static String weights(Collection<String> passed) {
    boolean classes = !passed.isEmpty() && passed.stream().allMatch(key -> key.matches("\\d+"));
    return classes
        ? "Weights of classes go into classWeight(\"output\", weights)."
        : "Name at least one output; samples of the others count once.";
  }

  /** Returns the problem of a call without any array of the role. */
  public static Problem nothing(ArrayRole role, List<String> names, String model, String fix) {
    return Problem.of(
            id(role),
            String.join(", ", names),
            "no " + role.word() + " was passed. The model's " + kind(role) + " are " + model)
        .fix(fix);
  }

  static String kind(ArrayRole role) {
    return role == ArrayRole.INPUT ? "inputs" : "outputs";
  }
}
