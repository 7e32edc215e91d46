package dev.braid.regularizers;

import dev.braid.Regularizer;

/** The table of regularizers. */
public final class Regularizers {
  private Regularizers() {}

  public static Regularizer read(Object written) {
    if (written != null) {
      throw new IllegalArgumentException("cannot be read: " + written);
    }
    return null;
  }
}
