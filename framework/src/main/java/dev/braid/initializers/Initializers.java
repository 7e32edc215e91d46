package dev.braid.initializers;

import dev.braid.Initializer;

/** The table of initializers. */
public final class Initializers {
  private Initializers() {}

  public static Initializer read(Object written, Initializer otherwise) {
    if (written != null) {
      throw new IllegalArgumentException("cannot be read: " + written);
    }
    return otherwise;
  }
}
