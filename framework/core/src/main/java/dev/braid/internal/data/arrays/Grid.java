package dev.braid.internal.data.arrays;

import dev.braid.Problem;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import java.lang.reflect.Array;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One array of numbers, whatever it was handed over as.
 *
 * <p>Its shape is read off the first rows; {@link #scan} then goes over all numbers once and finds
 * out whether the shape holds everywhere.
 */
public abstract class Grid {
  /** Parts for each thread of a scan. */
  private static final int PARTS = 4;

  private final long[] shape;
  private final String form;

  Grid(long[] shape, String form) {
    this.shape = shape.clone();
    this.form = form;
  }

  /** Dimensions, the samples first. */
  public final long[] shape() {
    return shape.clone();
  }

  public final int rank() {
    return shape.length;
  }

  public final int samples() {
    return Math.toIntExact(shape[0]);
  }

  /** How many numbers one sample has. */
  public final long sampleSize() {
    long size = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      size *= shape[axis];
    }
    return size;
  }

  /** How the user's program writes it, such as {@code float[100][4]}. */
  public final String form() {
    return form;
  }

  /** Whether its elements are of a whole number type. */
  public abstract boolean wholeType();

  /** Whether a sample was left out by a null row. */
  public boolean missing(int sample) {
    return false;
  }

  /** Whether any sample was left out by a null row. */
  public boolean anyMissing() {
    return IntStream.range(0, samples()).anyMatch(this::missing);
  }

  /**
   * The user's own array, when it is an ND4J array that already is what a batch wants.
   *
   * @return null where the numbers must be copied
   */
  public INDArray asItIs(DataType type, long... wanted) {
    return null;
  }

  /** Is told, after a scan without problems, that samples will be asked for in another order. */
  void expectJumps() {
    // most forms are as good at that
  }

  /** Hands over samples that an order names. */
  void jump(int[] order, int from, int to, LeafVisitor visitor) {
    for (int place = from; place < to; place++) {
      visit(order[place], order[place] + 1, visitor);
    }
  }

  /** The same where all numbers lie in one primitive array: they are gathered, then handed over. */
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

  // to copy one number of a known type is one instruction, as a run of one it is a call
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

  /** Hands over the numbers of some samples in order. */
  abstract void visit(int from, int to, LeafVisitor visitor);

  /**
   * Looks at every number once, on all cores where that is worth it.
   *
   * @param problems takes what is wrong with the structure
   */
  public final Scan scan(String name, Limits limits, List<Problem> problems) {
    long size = sampleSize();
    int parts =
        size * samples() < GrainSize.CONVERTED_ELEMENTS.size()
            ? 1
            : Math.min(samples(), PARTS * Workers.COUNT);
    Part[] done = new Part[parts];
    Workers.parallelForPieces(
        parts,
        GrainSize.TASKS.size(),
        (low, high) -> {
          for (int part = low; part < high; part++) {
            int from = (int) ((long) samples() * part / parts);
            int to = (int) ((long) samples() * (part + 1) / parts);
            done[part] = part(from, to, new Scan(limits, from * size));
          }
        });
    Scan total = new Scan(limits, 0);
    List<Misfit> misfits = new ArrayList<>();
    for (Part part : done) {
      total.add(part.scan());
      if (part.misfit() != null) {
        misfits.add(part.misfit());
      }
    }
    if (!misfits.isEmpty()) {
      problems.add(misfits.get(0).of(name));
    }
    return total;
  }

  private Part part(int from, int to, Scan scan) {
    try {
      visit(from, to, scan);
      return new Part(scan, null);
    } catch (Misfit misfit) {
      return new Part(scan, misfit);
    }
  }

  /** All numbers in one array: the user's own where it can be taken as it is, else a new one. */
  public final INDArray array(DataType type, long... wanted) {
    INDArray same = asItIs(type, wanted);
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
  public void fill(INDArray batch, int[] order, int from, int to) {
    if (order != null) {
      expectJumps();
    }
    long size = sampleSize();
    Workers.parallelForPieces(
        to - from,
        leastSamples(),
        (low, high) -> fill(sink(batch, size * low), order, from + low, from + high));
  }

  /** So many samples are worth a thread. */
  private int leastSamples() {
    return GrainSize.CONVERTED_ELEMENTS.items(sampleSize());
  }

  /** Whether one thread copies so many samples alone. */
  public boolean fillsAlone(int samples) {
    return samples < 2 * leastSamples();
  }

  private void fill(Sink sink, int[] order, int from, int to) {
    if (order == null) {
      visit(from, to, sink);
    } else {
      jump(order, from, to, sink);
    }
  }

  /** The numbers of samples [from, to) in order. */
  public final double[] numbers(int from, int to) {
    double[] numbers = new double[Math.toIntExact(sampleSize() * (to - from))];
    visit(from, to, new DoubleSink(DoubleBuffer.wrap(numbers)));
    return numbers;
  }

  private static Sink sink(INDArray batch, long offset) {
    Pointer data = batch.data().pointer();
    int at = Math.toIntExact(offset);
    return switch (batch.dataType()) {
      case FLOAT -> new FloatSink(((FloatPointer) data).asBuffer().position(at));
      case DOUBLE -> new DoubleSink(((DoublePointer) data).asBuffer().position(at));
      case INT -> new IntSink(((IntPointer) data).asBuffer().position(at));
      default -> throw new IllegalArgumentException("no batches of " + batch.dataType());
    };
  }

  private record Part(Scan scan, Misfit misfit) {}
}
