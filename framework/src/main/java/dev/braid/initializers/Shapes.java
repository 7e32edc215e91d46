package dev.braid.initializers;

import dev.braid.Problem;
import dev.braid.StructureException;
import java.util.Arrays;

/** Sizes of weights. */
final class Shapes {
  private Shapes() {}

  static float[] array(long[] shape) {
    return new float[Math.toIntExact(product(shape, 0, shape.length))];
  }

  static long product(long[] shape, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      product *= shape[i];
    }
    return product;
  }

  static StructureException refused(String initializer, String expected, long[] shape) {
    return StructureException.of(
        initializer + " cannot fill the weight",
        new Problem("option", "initializer", expected, "received " + Arrays.toString(shape), ""));
  }
}
