package dev.braid.regularizers;

import dev.braid.Problem;
import dev.braid.StructureException;

/** Checks the factors of regularizers, as Keras does. */
final class Factors {
  private Factors() {}

  static void check(String regularizer, String option, double factor) {
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw StructureException.of(
          regularizer + " cannot be made",
          new Problem("option", option, "a number of at least 0", "received " + factor, ""));
    }
  }
}
