package dev.braid.data.arrays;

import dev.braid.Problem;
import java.lang.reflect.Array;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
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
  // below this many numbers a second thread costs more than it saves
  private static final long WORTH_SHARING = 1 << 18;

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
   * The array itself, when it is an ND4J array that already is what a batch wants.
   *
   * @return null where the numbers must be copied
   */
  INDArray asItIs(DataType type, long[] wanted) {
    return null;
  }

  /** Hands over samples that an order names, after a scan without problems. */
  void jump(int[] order, int from, int to, LeafVisitor visitor) {
    for (int place = from; place < to; place++) {
      visit(order[place], order[place] + 1, visitor);
    }
  }

  /** The same where all numbers lie in one primitive array: they are gathered, then handed over. */
  final void gather(Object numbers, int[] order, int from, int to, LeafVisitor visitor) {
    int size = Math.toIntExact(sampleSize());
    Object run = Array.newInstance(numbers.getClass().getComponentType(), size * (to - from));
    for (int place = from; place < to; place++) {
      System.arraycopy(numbers, order[place] * size, run, (place - from) * size, size);
    }
    visitor.leaf(run, 0, size * (to - from));
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
        size * samples() < WORTH_SHARING
            ? 1
            : Math.min(samples(), 4 * Runtime.getRuntime().availableProcessors());
    Part[] done = new Part[parts];
    IntStream all = IntStream.range(0, parts);
    (parts == 1 ? all : all.parallel())
        .forEach(
            part -> {
              int from = (int) ((long) samples() * part / parts);
              int to = (int) ((long) samples() * (part + 1) / parts);
              done[part] = part(from, to, new Scan(limits, from * size));
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

  /**
   * Copies samples into one array, unless the user's own can be taken as it is.
   *
   * @param room where arrays are kept for the next batch, or null for a new one
   * @param order where to find the sample of each place; null when it is the given order
   * @param from the first place
   * @param to after the last place
   * @param type FLOAT, DOUBLE or INT
   * @param wanted the shape of the new array, whose first number is to - from
   */
  public final INDArray take(
      Room room, int[] order, int from, int to, DataType type, long... wanted) {
    if (order == null && from == 0 && to == samples()) {
      INDArray same = asItIs(type, wanted);
      if (same != null) {
        return same;
      }
    }
    INDArray batch =
        room == null ? Nd4j.createUninitialized(type, wanted, 'c') : room.array(type, wanted);
    Sink sink = sink(batch);
    if (order == null) {
      visit(from, to, sink);
    } else {
      jump(order, from, to, sink);
    }
    return batch;
  }

  /** The numbers of samples [from, to) in order. */
  public final double[] numbers(int from, int to) {
    double[] numbers = new double[Math.toIntExact(sampleSize() * (to - from))];
    visit(from, to, new DoubleSink(DoubleBuffer.wrap(numbers)));
    return numbers;
  }

  private static Sink sink(INDArray batch) {
    return switch (batch.dataType()) {
      case FLOAT -> new FloatSink(((FloatPointer) batch.data().pointer()).asBuffer());
      case DOUBLE -> new DoubleSink(((DoublePointer) batch.data().pointer()).asBuffer());
      case INT -> new IntSink(((IntPointer) batch.data().pointer()).asBuffer());
      default -> throw new IllegalArgumentException("no batches of " + batch.dataType());
    };
  }

  private record Part(Scan scan, Misfit misfit) {}
}
