package dev.braid.layers;

import dev.braid.ops.Value;
import java.util.Arrays;

/** Texts or numbers in the memory of the JVM, which a {@link HostLayer} computes on. */
public final class HostArray {
  private final Object elements;
  private final long[] shape;

  private HostArray(Object elements, int length, long... shape) {
    long size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (size != length) {
      throw new IllegalArgumentException(
          "expected " + size + " elements for " + Arrays.toString(shape) + ", received " + length);
    }
    this.elements = elements;
    this.shape = shape.clone();
  }

  /**
   * Creates an array of texts.
   *
   * @param elements in C order, not copied
   * @param shape all sizes, that of the batch first
   */
  public static HostArray of(String[] elements, long... shape) {
    return new HostArray(elements, elements.length, shape);
  }

  /** Creates an array of integers. */
  public static HostArray of(long[] elements, long... shape) {
    return new HostArray(elements, elements.length, shape);
  }

  /** Creates an array of float32 numbers. */
  public static HostArray of(float[] elements, long... shape) {
    return new HostArray(elements, elements.length, shape);
  }

  /** Creates an array of float64 numbers. */
  public static HostArray of(double[] elements, long... shape) {
    return new HostArray(elements, elements.length, shape);
  }

  /** Copies the elements of a value of the graph. */
  public static HostArray of(Value value) {
    return of(value.doubles(), value.shape());
  }

  /** All sizes, that of the batch first. */
  public long[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  /** The number of elements. */
  public int length() {
    return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
  }

  public boolean holdsTexts() {
    return elements instanceof String[];
  }

  /** The elements, which must be texts. */
  @SuppressWarnings("ReturnsArrayNotCopied") // callers only read it
  public String[] texts() {
    if (elements instanceof String[] texts) {
      return texts;
    }
    throw new IllegalStateException("the elements are numbers");
  }

  /** The elements as integers; fractions are cut as by a cast. */
  public long[] integers() {
    if (elements instanceof long[] integers) {
      return integers;
    }
    if (elements instanceof float[] floats) {
      long[] cast = new long[floats.length];
      Arrays.setAll(cast, i -> (long) floats[i]);
      return cast;
    }
    double[] doubles = numbers();
    return Arrays.stream(doubles).mapToLong(number -> (long) number).toArray();
  }

  /** The elements as float32. */
  public float[] floats() {
    if (elements instanceof float[] floats) {
      return floats;
    }
    double[] doubles = numbers();
    float[] cast = new float[doubles.length];
    for (int i = 0; i < cast.length; i++) {
      cast[i] = (float) doubles[i];
    }
    return cast;
  }

  /** The elements as float64. */
  public double[] numbers() {
    if (elements instanceof double[] doubles) {
      return doubles;
    }
    if (elements instanceof long[] integers) {
      return Arrays.stream(integers).asDoubleStream().toArray();
    }
    if (elements instanceof float[] floats) {
      double[] wide = new double[floats.length];
      Arrays.setAll(wide, i -> floats[i]);
      return wide;
    }
    throw new IllegalStateException("the elements are texts");
  }

  /** The elements as a primitive array of the type in which they are stored. */
  public Object primitives() {
    return holdsTexts() ? numbers() : elements;
  }

  /** The elements as a value of the graph, in the type of another one. */
  public Value like(Value other) {
    return Value.of(numbers(), shape).asTypeOf(other);
  }
}
