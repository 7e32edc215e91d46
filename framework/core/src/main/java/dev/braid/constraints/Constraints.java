package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;

/** The family of constraints. */
public final class Constraints {
  private static final Family<Constraint> FAMILY =
      new Family<>(Constraint.class, "constraint")
          .add("MaxNorm", MaxNorm::read)
          .add("NonNeg", config -> new NonNeg())
          .add("UnitNorm", UnitNorm::read)
          .add("MinMaxNorm", MinMaxNorm::read);

  private Constraints() {}

  /** Makes a constraint of Braid's from its name or Keras' object; null for none. */
  public static Constraint read(Object written) {
    return written == null ? null : read(written, ObjectReader.builtIn());
  }

  /** Makes what Keras wrote; a reader is asked for registered classes and objects inside. */
  public static Constraint read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** The class names of all constraints. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
