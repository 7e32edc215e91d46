package dev.braid.internal.engine.graph;

import dev.braid.internal.compute.ArrayMath;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.kernels.KernelCall;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The gradient of an embedding's table as the rows that a step read, one after the other.
 *
 * <p><b>Idea.</b> Of a table with a million rows a batch reads a few thousand; all others have the
 * gradient 0, which is neither written nor read: a sparse gradient, as TensorFlow's IndexedSlices.
 * Rows are in order and none occurs twice, so that a row is found by binary search, each row is
 * written by one thread, and whoever needs the whole table's gradient writes it in one pass ({@link
 * #spread}).
 *
 * <p><b>Several layers.</b> Where a second layer with the same table adds rows, the sets are merged
 * and what is there moves; {@link KernelCall.RowTarget} then tells the layer to add to it.
 *
 * <p><b>Memory.</b> The array is kept from step to step and grows by a quarter more than is needed,
 * since no two steps have as many rows.
 */
public final class RowGradient {
  private final int width;
  private int[] rows = {};
  private Floats values;

  RowGradient(int width) {
    this.width = width;
  }

  /** The rows, in order. */
  public int[] rows() {
    return rows.clone();
  }

  public int count() {
    return rows.length;
  }

  public int width() {
    return width;
  }

  /** The gradients of the rows; the array may be longer. */
  public Floats values() {
    return values;
  }

  /** The number of elements of the gradients. */
  public int length() {
    return rows.length * width;
  }

  public boolean finite() {
    return rows.length == 0 || BlockwiseLoops.isFinite(values, 0, length());
  }

  boolean small() {
    return rows.length == 0 || BlockwiseLoops.isSmall(values, 0, length());
  }

  void clear() {
    rows = new int[0];
  }

  /** Adds rows, some of which this step may have already. */
  KernelCall.RowTarget add(int... more) {
    if (rows.length == 0) {
      rows = more.clone();
      room();
      return new KernelCall.RowTarget(values, null, false);
    }
    int[] before = rows;
    float[] old = new float[length()];
    values.buffer().get(0, old);
    rows =
        IntStream.concat(Arrays.stream(before), Arrays.stream(more)).sorted().distinct().toArray();
    room();
    BlockwiseLoops.clear(values, 0, length());
    for (int i = 0; i < before.length; i++) {
      values.buffer().put(place(before[i]) * width, old, i * width, width);
    }
    return new KernelCall.RowTarget(values, Arrays.stream(more).map(this::place).toArray(), true);
  }

  private int place(int row) {
    return Arrays.binarySearch(rows, row);
  }

  private void room() {
    if (values == null || values.length() < length()) {
      try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
        values = Floats.of(ArrayMath.empty(DataType.FLOAT, length() + length() / 4));
      }
    }
  }

  /** Writes the gradient of the whole table. */
  void spread(Floats whole) {
    int from = 0;
    float[] row = new float[width];
    for (int i = 0; i < rows.length; i++) {
      int at = rows[i] * width;
      BlockwiseLoops.clear(whole, from, at);
      values.buffer().get(i * width, row);
      whole.buffer().put(at, row);
      from = at + width;
    }
    BlockwiseLoops.clear(whole, from, whole.length());
  }
}
