package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;

/** The built-in schedules. */
public final class Schedules {
  private static final Family<Schedule> FAMILY =
      new Family<>(Schedule.class, "schedule")
          .add("ExponentialDecay", ExponentialDecay::read)
          .add("PiecewiseConstantDecay", PiecewiseConstantDecay::read)
          .add("PolynomialDecay", PolynomialDecay::read)
          .add("InverseTimeDecay", InverseTimeDecay::read)
          .add("CosineDecay", CosineDecay::read)
          .add("CosineDecayRestarts", CosineDecayRestarts::read);

  private Schedules() {}

  /** Creates a built-in schedule from its name or Keras' object. */
  public static Schedule read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /**
   * Creates an object from Keras' form; a reader provides registered classes and nested objects.
   */
  public static Schedule read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether a value in Keras' form names a built-in schedule. */
  public static boolean supports(Object written) {
    return FAMILY.supports(written);
  }

  /** The class names of all schedules. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
