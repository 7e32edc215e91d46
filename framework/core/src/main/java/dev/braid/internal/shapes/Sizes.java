package dev.braid.internal.shapes;

import java.util.Arrays;

/** Multiplies and adds the sizes of arrays exactly and refuses results that overflow. */
public final class Sizes {
  /**
   * The maximum number of elements of one sample or weight: as floats they fill a process' address
   * space.
   */
  private static final long MOST_ELEMENTS = 1L << 45;

  /** ND4J's maximum number of axes of an array, including the batch axis. */
  private static final int MOST_AXES = 32;

  private Sizes() {}

  /**
   * Thrown for sizes that exceed those of any array; callers that know the layer convert it to a
   * refusal.
   */
  public static final class Overflow extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private Overflow(long... sizes) {
      super(Arrays.toString(sizes) + " are too large for any array");
    }
  }

  /** Returns the product of sizes; 1 without sizes. */
  public static long product(long... sizes) {
    return product(sizes, 0, sizes.length);
  }

  /** Returns the product of a range of sizes. */
  public static long product(long[] sizes, int from, int to) {
    long product = 1;
    for (int i = from; i < to; i++) {
      long high = Math.multiplyHigh(product, sizes[i]);
      product *= sizes[i];
      if (high != product >> 63) {
        if (Arrays.stream(sizes, from, to).anyMatch(size -> size == 0)) {
          return 0;
        }
        throw new Overflow(sizes);
      }
    }
    return product;
  }

  /** Returns the sum of sizes. */
  public static long sum(long... sizes) {
    long sum = 0;
    for (long size : sizes) {
      if (size > Long.MAX_VALUE - Math.max(0, sum)) {
        throw new Overflow(sizes);
      }
      sum += size;
    }
    return sum;
  }

  /**
   * Returns the requirement that a shape violates, or an empty string.
   *
   * @param shape the shape without the batch axis; open sizes are below 0
   */
  public static String expected(long... shape) {
    if (shape.length >= MOST_AXES) {
      return "at most " + (MOST_AXES - 1) + " axes besides the batch axis";
    }
    long[] known = Arrays.stream(shape).filter(size -> size >= 0).toArray();
    boolean fits;
    try {
      fits = product(known) <= MOST_ELEMENTS;
    } catch (Overflow e) {
      fits = false;
    }
    return fits ? "" : "at most 2^45 elements, the address space of a process as floats";
  }
}
