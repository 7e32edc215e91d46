package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.Family;
import java.util.List;

/** The family of schedules. */
public final class Schedules {
  private static final Family<Schedule> FAMILY =
      new Family<Schedule>("schedule")
          .add("ExponentialDecay", ExponentialDecay::read)
          .add("PiecewiseConstantDecay", PiecewiseConstantDecay::read)
          .add("PolynomialDecay", PolynomialDecay::read)
          .add("InverseTimeDecay", InverseTimeDecay::read)
          .add("CosineDecay", CosineDecay::read)
          .add("CosineDecayRestarts", CosineDecayRestarts::read);

  private Schedules() {}

  /** The schedule that Keras wrote. */
  public static Schedule read(Object written) {
    return FAMILY.read(written);
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
