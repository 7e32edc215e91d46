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
 * An array of numbers in any of the forms that a program may pass.
 *
 * <p>Its shape is taken from the first rows; {@link #scan} then reads all values once and finds out
 * whether the shape holds everywhere.
 */
public abstract sealed class NumericArray permits FlatArray, Nd4jArray, NestedArray {
  /** The number of parts for each thread of a scan. */
  private static final int PARTS = 4;

  private final long[] shape;
  private final String form;

  NumericArray(long[] shape, String form) {
    this.shape = shape.clone();
    this.form = form;
  }

  /** Values that lie in one primitive array, in C order. */
  public static NumericArray of(Object primitives, long... shape) {
    return new FlatArray(primitives, shape, "", new BitSet());
  }

  /** The dimensions, the samples first. */
  public final long[] shape() {
    return shape.clone();
  }

  public final int rank() {
    return shape.length;
  }

  public final int samples() {
    return Math.toIntExact(shape[0]);
  }

  /** The number of values in one sample. */
  public final long sampleSize() {
    long size = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      size *= shape[axis];
    }
    return size;
  }

  /** The form as a program writes it, such as {@code float[100][4]}. */
  public final String form() {
    return form;
  }

  /** Whether its elements are of an integer type. */
  public abstract boolean holdsIntegers();

  /** Whether a sample was left out by a null row. */
  public boolean missing(int sample) {
    return false;
  }

  /** Whether any sample was left out by a null row. */
  public boolean anyMissing() {
    return IntStream.range(0, samples()).anyMatch(this::missing);
  }

  /**
   * The program's own array, where it is an ND4J array of the given type.
   *
   * @return null where the values must be copied
   */
  public @Nullable INDArray unconverted(DataType type, long... wanted) {
    return null;
  }

  /** Prepares for samples that are read in another order, after a scan without problems. */
  void prepareRandomAccess() {
    // most forms read samples in any order equally fast
  }

  /** Passes the samples that an order names to a visitor. */
  void visitOrdered(int[] order, int from, int to, LeafVisitor visitor) {
    for (int place = from; place < to; place++) {
      visit(order[place], order[place] + 1, visitor);
    }
  }

  /** Does the same where all values lie in one primitive array, by gathering them first. */
  final void gather(Object numbers, int[] order, int from, int to, LeafVisitor visitor) {
    int size = Math.toIntExact(sampleSize());
    if (size == 1 && numbers instanceof int[] ints) {
      visitor.leaf(picked(ints, order, from, to), 0, to - from);
      return;
    }
    if (size == 1 && numbers instanceof float[] floats) {
      visitor.leaf(picked(floats, order, from, to), 0, to - from);
      return;
    }
    Object run = Array.newInstance(numbers.getClass().getComponentType(), size * (to - from));
    for (int place = from; place < to; place++) {
      System.arraycopy(numbers, order[place] * size, run, (place - from) * size, size);
    }
    visitor.leaf(run, 0, size * (to - from));
  }

  // copying one value of a known type is one instruction, a run of one value is a call
  private static int[] picked(int[] numbers, int[] order, int from, int to) {
    int[] run = new int[to - from];
    for (int i = 0; i < run.length; i++) {
      run[i] = numbers[order[from + i]];
    }
    return run;
  }

  private static float[] picked(float[] numbers, int[] order, int from, int to) {
    float[] run = new float[to - from];
    for (int i = 0; i < run.length; i++) {
      run[i] = numbers[order[from + i]];
    }
    return run;
  }

  /** Passes the values of a range of samples to a visitor, in order. */
  abstract void visit(int from, int to, LeafVisitor visitor);

  /**
   * Reads every value once, on all cores where that is worth it.
   *
   * @param problems takes what is wrong with the structure
   */
  public final ValueScan scan(String name, ValueLimits limits, List<Problem> problems) {
    long size = sampleSize();
    int parts =
        size * samples() < GrainSize.CONVERTED_ELEMENTS.size()
            ? 1
            : Math.min(samples(), PARTS * Workers.COUNT);
    PartialScan[] done = new PartialScan[parts];
    Workers.parallelForPieces(
        parts,
        GrainSize.TASKS.size(),
        (low, high) -> {
          for (int part = low; part < high; part++) {
            int from = (int) ((long) samples() * part / parts);
            int to = (int) ((long) samples() * (part + 1) / parts);
            done[part] = part(from, to, new ValueScan(limits, from * size));
          }
        });
    ValueScan total = new ValueScan(limits, 0);
    List<MalformedArrayException> failures = new ArrayList<>();
    for (PartialScan part : done) {
      total.add(part.scan());
      if (part.failure() != null) {
        failures.add(part.failure());
      }
    }
    if (!failures.isEmpty()) {
      problems.add(failures.get(0).of(name));
    }
    return total;
  }

  private PartialScan part(int from, int to, ValueScan scan) {
    try {
      visit(from, to, scan);
      return new PartialScan(scan, null);
    } catch (MalformedArrayException e) {
      return new PartialScan(scan, e);
    }
  }

  /** All values in one ND4J array: the program's own where it needs no conversion, or a new one. */
  public final INDArray array(DataType type, long... wanted) {
    INDArray same = unconverted(type, wanted);
    if (same != null) {
      return same;
    }
    INDArray copy = Nd4j.createUninitialized(type, wanted, 'c');
    fill(copy, null, 0, samples());
    return copy;
  }

  /**
   * Copies samples over all of a dense array in C order, converting them to its type.
   *
   * @param batch of FLOAT, DOUBLE or INT
   * @param order where to find the sample of each place; null when it is the given order
   * @param from the first place
   * @param to after the last place
   */
  public void fill(INDArray batch, int @Nullable [] order, int from, int to) {
    if (order != null) {
      prepareRandomAccess();
    }
    long size = sampleSize();
    Workers.parallelForPieces(
        to - from,
        leastSamples(),
        (low, high) -> fill(sink(batch, size * low), order, from + low, from + high));
  }

  /** The least number of samples that is worth a thread. */
  private int leastSamples() {
    return GrainSize.CONVERTED_ELEMENTS.items(sampleSize());
  }

  /** Whether a number of samples is so small that one thread copies all of them. */
  public boolean isFilledByOneThread(int samples) {
    return samples < 2 * leastSamples();
  }

  private void fill(ArraySink sink, int @Nullable [] order, int from, int to) {
    if (order == null) {
      visit(from, to, sink);
    } else {
      visitOrdered(order, from, to, sink);
    }
  }

  /** The values of samples [from, to) in order. */
  public final double[] values(int from, int to) {
    double[] values = new double[Math.toIntExact(sampleSize() * (to - from))];
    visit(from, to, new DoubleSink(DoubleBuffer.wrap(values)));
    return values;
  }

  /** The values of the samples that an order names, or of those in a range where it is null. */
  public final double[] values(int[] order, int from, int to) {
    double[] values = new double[Math.toIntExact(sampleSize() * (to - from))];
    fillFrom(new DoubleSink(DoubleBuffer.wrap(values)), order, from, to);
    return values;
  }

  /** The same as integers. */
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
