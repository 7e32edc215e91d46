package dev.braid.internal.data.checks;

import dev.braid.Problem;
import dev.braid.internal.text.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A map has an array for every input or output. */
public final class ShouldContainName {
  private ShouldContainName() {}

  /** The rule's heading in the errors guide. */
  public static String id(Role role) {
    return "missing-" + role.word();
  }

  /**
   * A name that is not in the map.
   *
   * @param prefix goes before the name in messages
   * @param model the model's inputs or outputs, with their shapes
   * @param passed the map's keys
   * @param spare those of the keys that mean nothing to the model
   */
  public static Problem problem(
      Role role,
      String prefix,
      String name,
      String model,
      Collection<String> passed,
      Collection<String> spare) {
    String names = passed.isEmpty() ? "nothing" : Slotted.quoted(passed);
    Optional<String> meant = Nearest.to(name, spare);
    return Problem.of(
            id(role),
            prefix + name,
            "no data. The model's " + kind(role) + " are " + model + "; you passed " + names)
        .fix(
            meant
                .map(key -> "Did you mean \"" + name + "\" for \"" + key + "\"?")
                .orElse(role == Role.WEIGHT ? weights(passed) : ""));
  }

  private static String weights(Collection<String> passed) {
    boolean classes = !passed.isEmpty() && passed.stream().allMatch(key -> key.matches("\\d+"));
    return classes
        ? "Weights of classes go into classWeight(\"output\", weights)."
        : "Name at least one output; samples of the others count once.";
  }

  /** Nothing was passed at all. */
  public static Problem nothing(Role role, List<String> names, String model, String fix) {
    return Problem.of(
            id(role),
            String.join(", ", names),
            "no " + role.word() + " was passed. The model's " + kind(role) + " are " + model)
        .fix(fix);
  }

  static String kind(Role role) {
    return role == Role.INPUT ? "inputs" : "outputs";
  }
}
