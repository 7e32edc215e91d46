package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.lang.reflect.Array;
import java.nio.DoubleBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An array of numbers in any form that a program may pass.
 *
 * <p>Its shape is that of the first rows; {@link #scan} then reads all values once and checks
 * whether all rows have this shape.
 */
public abstract sealed class NumericArray permits FlatArray, Nd4jArray, NestedArray {
  /** The number of pieces per thread of a scan. */
  private static final int PIECES = 4;

  private final long[] shape;
  private final String form;

  NumericArray(long[] shape, String form) {
    this.shape = shape.clone();
    this.form = form;
  }

  /** Returns the values of a primitive array in C order. */
  public static NumericArray of(Object primitives, long... shape) {
    return new FlatArray(primitives, shape, "", new BitSet());
  }

  /** Returns the dimensions, samples first. */
  public final long[] shape() {
    return shape.clone();
  }

  public final int rank() {
    return shape.length;
  }

  public final int samples() {
    return Math.toIntExact(shape[0]);
  }

  /** Returns the number of values in one sample. */
  public final long sampleSize() {
    long size = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      size *= shape[axis];
    }
    return size;
  }

  /** Returns the form as a program writes it, such as {@code float[100][4]}. */
  public final String form() {
    return form;
  }

  /** Returns whether the elements are of an integer type. */
  public abstract boolean holdsIntegers();

  /** Returns whether a sample is missing because of a null row. */
  public boolean missing(int sample) {
    return false;
  }

  /** Returns whether any sample is missing because of a null row. */
  public boolean anyMissing() {
    return IntStream.range(0, samples()).anyMatch(this::missing);
  }

  /**
   * Returns the program's array if it is an ND4J array of the given type.
   *
   * @return the array, or null if the values must be copied
   */
  public @Nullable INDArray unconverted(DataType type, long... shape) {
    return null;
  }

  /** Prepares for reading samples in random order; called after a scan without problems. */
  void prepareRandomAccess() {
    // most forms read samples equally fast in any order
  }

  /** Passes samples to a visitor in a given order. */
  void visitOrdered(int[] order, int from, int to, LeafVisitor visitor) {
    for (int position = from; position < to; position++) {
      visit(order[position], order[position] + 1, visitor);
    }
  }

  /** Passes samples of one primitive array to a visitor in a given order, gathering them first. */
  final void gather(Object numbers, int[] order, int from, int to, LeafVisitor visitor) {
    int size = Math.toIntExact(sampleSize());
    if (size == 1 && numbers instanceof int[] ints) {
      visitor.leaf(pick(ints, order, from, to), 0, to - from);
      return;
    }
    if (size == 1 && numbers instanceof float[] floats) {
      visitor.leaf(pick(floats, order, from, to), 0, to - from);
      return;
    }
    Object run = Array.newInstance(numbers.getClass().getComponentType(), size * (to - from));
    for (int position = from; position < to; position++) {
      System.arraycopy(numbers, order[position] * size, run, (position - from) * size, size);
    }
    visitor.leaf(run, 0, size * (to - from));
  }

  // copying one value of a known type is one instruction, copying a run of one value is a call
  private static int[] pick(int[] numbers, int[] order, int from, int to) {
    int[] run = new int[to - from];
    for (int i = 0; i < run.length; i++) {
      run[i] = numbers[order[from + i]];
    }
    return run;
  }

  private static float[] pick(float[] numbers, int[] order, int from, int to) {
    float[] run = new float[to - from];
    for (int i = 0; i < run.length; i++) {
      run[i] = numbers[order[from + i]];
    }
    return run;
  }

  /** Passes the values of a range of samples to a visitor, in order. */
  abstract void visit(int from, int to, LeafVisitor visitor);

  /**
   * Reads every value once, on all cores if the array is large.
   *
   * @param problems receives the problems of the structure
   */
  public final ValueScan scan(String name, ValueLimits limits, List<Problem> problems) {
    long size = sampleSize();
    int pieces =
        size * samples() < GrainSize.CONVERTED_ELEMENTS.size()
            ? 1
            : Math.min(samples(), PIECES * Workers.COUNT);
    PartialScan[] done = new PartialScan[pieces];
    Workers.parallelForPieces(
        pieces,
        GrainSize.TASKS.size(),
        (low, high) -> {
          for (int piece = low; piece < high; piece++) {
            int from = (int) ((long) samples() * piece / pieces);
            int to = (int) ((long) samples() * (piece + 1) / pieces);
            done[piece] = scanRange(from, to, new ValueScan(limits, from * size));
          }
        });
    ValueScan total = new ValueScan(limits, 0);
    List<MalformedArrayException> failures = new ArrayList<>();
    for (PartialScan piece : done) {
      total.add(piece.scan());
      if (piece.failure() != null) {
        failures.add(piece.failure());
      }
    }
    if (!failures.isEmpty()) {
      problems.add(failures.get(0).of(name));
    }
    return total;
  }

  private PartialScan scanRange(int from, int to, ValueScan scan) {
    try {
      visit(from, to, scan);
      return new PartialScan(scan, null);
    } catch (MalformedArrayException e) {
      return new PartialScan(scan, e);
    }
  }

  /** Returns all values in an ND4J array: the program's array if it fits, otherwise a new one. */
  public final INDArray array(DataType type, long... shape) {
    INDArray unconverted = unconverted(type, shape);
    if (unconverted != null) {
      return unconverted;
    }
    INDArray copy = Nd4j.createUninitialized(type, shape, 'c');
    fill(copy, null, 0, samples());
    return copy;
  }

  /**
   * Copies samples to a dense array in C order, which they fill, converting them to its type.
   *
   * @param batch an array of FLOAT, DOUBLE or INT
   * @param order the sample at each position, or null for the order of the array
   * @param from the first position
   * @param to the position after the last one
   */
  public void fill(INDArray batch, int @Nullable [] order, int from, int to) {
    if (order != null) {
      prepareRandomAccess();
    }
    long size = sampleSize();
    Workers.parallelForPieces(
        to - from,
        grain(),
        (low, high) -> fill(sink(batch, size * low), order, from + low, from + high));
  }

  /** Returns the least number of samples that justifies a thread. */
  private int grain() {
    return GrainSize.CONVERTED_ELEMENTS.items(sampleSize());
  }

  /** Returns whether a number of samples is so small that one thread copies all of them. */
  public boolean isFilledByOneThread(int samples) {
    return samples < 2 * grain();
  }

  private void fill(ArraySink sink, int @Nullable [] order, int from, int to) {
    if (order == null) {
      visit(from, to, sink);
    } else {
      visitOrdered(order, from, to, sink);
    }
  }

  /** Returns the values of samples [from, to) in order. */
  public final double[] values(int from, int to) {
    double[] values = new double[Math.toIntExact(sampleSize() * (to - from))];
    visit(from, to, new DoubleSink(DoubleBuffer.wrap(values)));
    return values;
  }

  /** Returns the values of samples in a given order, or of a range if the order is null. */
  public final double[] values(int[] order, int from, int to) {
    double[] values = new double[Math.toIntExact(sampleSize() * (to - from))];
    fillFrom(new DoubleSink(DoubleBuffer.wrap(values)), order, from, to);
    return values;
  }

  /** Returns these values as integers. */
  public final long[] integers(int[] order, int from, int to) {
    long[] values = new long[Math.toIntExact(sampleSize() * (to - from))];
    fillFrom(new LongSink(LongBuffer.wrap(values)), order, from, to);
    return values;
  }

  private void fillFrom(ArraySink sink, int[] order, int from, int to) {
    if (order != null) {
      prepareRandomAccess();
    }
    fill(sink, order, from, to);
  }

  private static ArraySink sink(INDArray batch, long offset) {
    Pointer data = batch.data().pointer();
    int at = Math.toIntExact(offset);
    return switch (batch.dataType()) {
      case FLOAT -> new FloatSink(((FloatPointer) data).asBuffer().position(at));
      case DOUBLE -> new DoubleSink(((DoublePointer) data).asBuffer().position(at));
      case INT -> new IntSink(((IntPointer) data).asBuffer().position(at));
      default -> throw new IllegalArgumentException("no batches of " + batch.dataType());
    };
  }

  private record PartialScan(ValueScan scan, @Nullable MalformedArrayException failure) {}
}
