package dev.braid.initializers;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.shapes.Sizes;
import java.util.Arrays;

/** Helpers for shapes of weights. */
final class WeightShapes {
  private WeightShapes() {}

  static float[] array(long[] shape) {
    return new float[Math.toIntExact(Sizes.product(shape))];
  }

  static StructureException refused(String initializer, String expected, long[] shape) {
    return StructureException.of(
        initializer + " cannot fill the weight",
        new Problem("option", "initializer", expected, "received " + Arrays.toString(shape), ""));
  }
}
