package dev.braid.internal.text;

import java.util.Locale;

/** Keras' way from a class name to the name of its first object. */
public final class SnakeCase {
  private SnakeCase() {}

  /** {@code KLDivergence} gives {@code kl_divergence}. */
  public static String of(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
