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
 * The gradient of an embedding's table, stored as the rows that a step read.
 *
 * <p><b>Idea.</b> Of a table with a million rows a batch reads a few thousand. All others have the
 * gradient 0, which is neither written nor read: a sparse gradient like TensorFlow's IndexedSlices.
 * Rows are sorted and distinct, so that a row is found by binary search, each row is written by one
 * thread, and the whole table's gradient can be written in one pass ({@link #expand}).
 *
 * <p><b>Several layers.</b> If a second layer with the same table adds rows, the sets are merged
 * and the existing values are moved; {@link KernelCall.RowTarget} then makes the layer add its
 * values.
 *
 * <p><b>Memory.</b> The array is kept from step to step and allocated a quarter larger than
 * required, since the number of rows varies between steps.
 */
public final class RowGradient {
  private final int width;
  private int[] rows = {};
  private Floats values;

  RowGradient(int width) {
    this.width = width;
  }

  /** Returns the rows in ascending order. */
  public int[] rows() {
    return rows.clone();
  }

  public int count() {
    return rows.length;
  }

  public int width() {
    return width;
  }

  /** Returns the gradients of the rows, in an array that may be longer. */
  public Floats values() {
    return values;
  }

  /** Returns the number of elements of the gradients. */
  public int length() {
    return rows.length * width;
  }

  public boolean isFinite() {
    return rows.length == 0 || BlockwiseLoops.isFinite(values, 0, length());
  }

  boolean isSmall() {
    return rows.length == 0 || BlockwiseLoops.isSmall(values, 0, length());
  }

  void clear() {
    rows = new int[0];
  }

  /** Adds rows, some of which this step may have added before. */
  KernelCall.RowTarget add(int... added) {
    if (rows.length == 0) {
      rows = added.clone();
      ensureCapacity();
      return new KernelCall.RowTarget(values, null, false);
    }
    int[] before = rows;
    float[] old = new float[length()];
    values.buffer().get(0, old);
    rows =
        IntStream.concat(Arrays.stream(before), Arrays.stream(added)).sorted().distinct().toArray();
    ensureCapacity();
    BlockwiseLoops.clear(values, 0, length());
    for (int i = 0; i < before.length; i++) {
      values.buffer().put(indexOf(before[i]) * width, old, i * width, width);
    }
    return new KernelCall.RowTarget(
        values, Arrays.stream(added).map(this::indexOf).toArray(), true);
  }

  private int indexOf(int row) {
    return Arrays.binarySearch(rows, row);
  }

  private void ensureCapacity() {
    if (values == null || values.length() < length()) {
      try (MemoryWorkspace ignored = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
        values = Floats.of(ArrayMath.empty(DataType.FLOAT, length() + length() / 4));
      }
    }
  }

  /** Writes the gradient of the whole table. */
  void expand(Floats table) {
    int from = 0;
    float[] row = new float[width];
    for (int i = 0; i < rows.length; i++) {
      int at = rows[i] * width;
      BlockwiseLoops.clear(table, from, at);
      values.buffer().get(i * width, row);
      table.buffer().put(at, row);
      from = at + width;
    }
    BlockwiseLoops.clear(table, from, table.length());
  }
}
