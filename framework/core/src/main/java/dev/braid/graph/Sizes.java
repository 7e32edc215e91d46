package dev.braid.graph;

import java.util.Arrays;

/** Multiplies and adds the sizes of arrays exactly: a result that overflows is refused. */
public final class Sizes {
  /**
   * The most elements of one sample or weight: as floats they fill all that a process addresses.
   */
  private static final long MOST_ELEMENTS = 1L << 45;

  /** The most axes of an array, the batch axis among them, which ND4J sets. */
  private static final int MOST_AXES = 32;

  private Sizes() {}

  /** Reports sizes that no array has; whoever knows the layer turns it into a refusal. */
  public static final class Overflow extends ArithmeticException {
    private static final long serialVersionUID = 1L;

    private Overflow(long... sizes) {
      super(Arrays.toString(sizes) + " are too large for any array");
    }
  }

  /** The product of sizes; 1 where there are none. */
  public static long product(long... sizes) {
    return product(sizes, 0, sizes.length);
  }

  /** The product of some of the sizes. */
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

  /** The sum of sizes. */
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
   * What a shape would have to be, where no array can have it; else an empty text.
   *
   * @param shape without the batch axis; sizes that may vary are below 0
   */
  static String expected(long... shape) {
    if (shape.length >= MOST_AXES) {
      return "at most " + (MOST_AXES - 1) + " axes beside the batch axis";
    }
    long[] known = Arrays.stream(shape).filter(size -> size >= 0).toArray();
    boolean fits;
    try {
      fits = product(known) <= MOST_ELEMENTS;
    } catch (Overflow e) {
      fits = false;
    }
    return fits ? "" : "at most 2^45 elements, as floats all that a process can address";
  }
}
