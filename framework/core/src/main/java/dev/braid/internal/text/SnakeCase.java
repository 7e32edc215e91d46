package dev.braid.internal.text;

import java.util.Locale;

/** Converts class names to Keras' names of objects. */
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
