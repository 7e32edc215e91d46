package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.ObjectReader;
import dev.braid.internal.config.Family;
import java.util.List;

/** The family of schedules. */
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

  /** Makes a schedule of Braid's from its name or Keras' object. */
  public static Schedule read(Object written) {
    return read(written, ObjectReader.builtIn());
  }

  /** Makes what Keras wrote; a reader is asked for registered classes and objects inside. */
  public static Schedule read(Object written, ObjectReader reader) {
    return FAMILY.read(written, reader);
  }

  /** Whether Keras' own schedule of this name was written. */
  public static boolean knows(Object written) {
    return FAMILY.knows(written);
  }

  /** The class names of all schedules. */
  public static List<String> classes() {
    return FAMILY.classes();
  }
}
