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

/** The gradient of a table of which a step read some rows: those, one after the other. */
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

  /** Their gradients; there may be room for more behind them. */
  public Floats values() {
    return values;
  }

  /** How many numbers the gradients have. */
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

  /** Makes room for some rows, perhaps among others that this step has already. */
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

  /** Grows by more than is asked for, since no two steps have as many rows. */
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
