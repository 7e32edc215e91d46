package dev.braid.constraints;

import dev.braid.Constraint;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The built-in constraints. */
public final class Constraints {
  private static final Family<Constraint> FAMILY =
      new Family<>(Constraint.class, "constraint")
          .add("MaxNorm", MaxNorm::read)
          .add("NonNeg", config -> new NonNeg())
          .add("UnitNorm", UnitNorm::read)
          .add("MinMaxNorm", MinMaxNorm::read);

  private Constraints() {}

  /** Creates a built-in constraint from its name or Keras' object; null for none. */
  public static @Nullable Constraint read(@Nullable Object written) {
    return written == null ? null : read(written, ObjectReader.builtIn());
  }

  /**
   * Creates an object from Keras' form; a reader provides registered classes and nested objects.
   */
  public static Constraint read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether a value in Keras' form names a built-in class. */
  public static boolean supports(Object written) {
    return FAMILY.supports(written);
  }

  /** The class names of all constraints. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
