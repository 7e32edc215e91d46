package dev.braid.constraints;

import dev.braid.Constraint;

/** The table of constraints. */
public final class Constraints {
  private Constraints() {}

  public static Constraint read(Object written) {
    if (written != null) {
      throw new IllegalArgumentException("cannot be read: " + written);
    }
    return null;
  }
}
