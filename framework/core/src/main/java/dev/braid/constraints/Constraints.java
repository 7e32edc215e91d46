package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.Family;
import java.util.List;

/** The family of constraints. */
public final class Constraints {
  private static final Family<Constraint> FAMILY =
      new Family<Constraint>("constraint")
          .add("MaxNorm", MaxNorm::read)
          .add("NonNeg", config -> new NonNeg())
          .add("UnitNorm", UnitNorm::read)
          .add("MinMaxNorm", MinMaxNorm::read);

  private Constraints() {}

  /** The constraint that Keras wrote, as a name or as an object; null for none. */
  public static Constraint read(Object written) {
    return written == null ? null : FAMILY.read(written);
  }

  /** The class names of all constraints. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
