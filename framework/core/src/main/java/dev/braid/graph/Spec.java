package dev.braid.graph;

import dev.braid.DType;
import dev.braid.internal.shapes.Sizes;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The symbolic description of a tensor: its shape and its type.
 *
 * @param shape the shape without the batch axis; -1 is an open size
 * @param dtype the type of its elements
 * @param hasBatch false for results over the whole batch, such as its mean
 */
public record Spec(long[] shape, DType dtype, boolean hasBatch) {
  public static final long ANY = -1;

  public Spec {
    shape = shape.clone();
  }

  /** Creates a spec with the batch axis. */
  public Spec(long[] shape, DType dtype) {
    this(shape, dtype, true);
  }

  /** Creates a spec from all sizes; the first one is the batch axis if it is open. */
  public static Spec ofSizes(DType dtype, long... sizes) {
    return sizes.length > 0 && sizes[0] == ANY
        ? new Spec(Arrays.copyOfRange(sizes, 1, sizes.length), dtype)
        : new Spec(sizes, dtype, false);
  }

  /** Returns all sizes, including that of the batch axis if it exists. */
  public long[] sizes() {
    return hasBatch
        ? LongStream.concat(LongStream.of(ANY), LongStream.of(shape)).toArray()
        : shape();
  }

  public static Spec of(long... shape) {
    return new Spec(shape, DType.FLOAT32);
  }

  /** Returns the number of axes without the batch axis. */
  public int rank() {
    return shape.length;
  }

  /** Returns the size of an axis, counted from the end if negative. */
  public long size(int axis) {
    return shape[axis < 0 ? axis + shape.length : axis];
  }

  /** Returns the last size: features, or channels. */
  public long last() {
    return shape[shape.length - 1];
  }

  public Spec withShape(long... other) {
    return new Spec(other, dtype);
  }

  public Spec withLast(long size) {
    long[] copy = shape.clone();
    copy[copy.length - 1] = size;
    return new Spec(copy, DType.FLOAT32);
  }

  public Spec withDtype(DType other) {
    return new Spec(shape, other, hasBatch);
  }

  /** Returns whether another shape is compatible: all sizes are equal or open. */
  public boolean fits(Spec other) {
    boolean fits = rank() == other.rank();
    for (int i = 0; fits && i < shape.length; i++) {
      fits = shape[i] == other.shape[i] || shape[i] < 0 || other.shape[i] < 0;
    }
    return fits;
  }

  /** Returns the spec without its first axis: one step of a sequence. */
  public Spec step() {
    return withShape(Arrays.copyOfRange(shape, 1, shape.length));
  }

  /** Returns the spec of a sequence of a number of steps. */
  public Spec sequence(long steps) {
    long[] longer = new long[shape.length + 1];
    longer[0] = steps;
    System.arraycopy(shape, 0, longer, 1, shape.length);
    return withShape(longer);
  }

  /** Returns whether every size is known. */
  public boolean known() {
    return LongStream.of(shape).allMatch(size -> size >= 0);
  }

  /** Returns the product of the sizes, or -1 if one is open. */
  public long elements() {
    return known() ? Sizes.product(shape) : ANY;
  }

  /** Formats the shape with ? for the batch axis: {@code (?, 64, 64, 3)}. */
  public String text() {
    return hasBatch
        ? text(shape)
        : LongStream.of(shape)
            .mapToObj(size -> size < 0 ? "?" : Long.toString(size))
            .collect(Collectors.joining(", ", "(", ")"));
  }

  public static String text(long... shape) {
    return "(?"
        + LongStream.of(shape)
            .mapToObj(size -> size < 0 ? ", ?" : ", " + size)
            .collect(Collectors.joining())
        + ")";
  }

  /** Formats sizes without a batch axis, as in options: {@code (3, 5)}. */
  public static String list(long... numbers) {
    return LongStream.of(numbers)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  public static String texts(List<Spec> specs) {
    return specs.stream().map(Spec::text).collect(Collectors.joining(", "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Spec spec
        && dtype == spec.dtype
        && hasBatch == spec.hasBatch
        && Arrays.equals(shape, spec.shape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + dtype.hashCode();
  }

  @Override
  public String toString() {
    return text() + " " + dtype;
  }
}
