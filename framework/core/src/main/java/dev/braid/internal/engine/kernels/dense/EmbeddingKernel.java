package dev.braid.internal.engine.kernels.dense;

import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.RepeatedRows;
import dev.braid.internal.compute.ThreadLocalArrays;
import dev.braid.internal.engine.kernels.Kernel;
import dev.braid.internal.engine.kernels.KernelCall;
import dev.braid.internal.engine.kernels.LazyRows;
import dev.braid.internal.engine.kernels.MaskedArray;
import dev.braid.internal.engine.kernels.support.FastKernel;
import dev.braid.internal.engine.kernels.support.PiecewiseActivations;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.core.Embedding;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Embeddings: rows are copied and their gradients added without operations of ND4J. */
public final class EmbeddingKernel extends FastKernel {
  /** The number of elements in a block of the table. */
  private static final int BLOCK = 1 << 15;

  /** The number of output elements up to which the work is deferred. */
  private static final int DEFERRED_ELEMENTS = 2 * GrainSize.COMPUTED_ELEMENTS.size();

  /** The row length from which rows are copied without a block on the heap. */
  private static final int DIRECT_WIDTH = 32;

  /** The maximum number of elements of a table that stays in a core's cache after it was read. */
  private static final int CACHED_TABLE = 1 << 17;

  /** The number of elements of a table from which gradients are stored by row. */
  private static final int LARGE_TABLE = 1 << 17;

  private static final ThreadLocalArrays BUFFERS = new ThreadLocalArrays(3);

  private final Embedding layer;
  private WeightCell table;

  public EmbeddingKernel(Embedding layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** The ids, and the occurrences of rows if the gradient is stored by row. */
  private record Ids(int[] ids, RowOccurrences occurrences) implements SavedState {}

  private WeightCell table() {
    if (table == null) {
      table = LayerState.of(layer).cell("embeddings");
    }
    return table;
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    INDArray input = inputs[0].array();
    Floats idValues = dense(input);
    int[] ids = new int[idValues.length()];
    int width = Math.toIntExact(layer.outputDim());
    long[] shape = Arrays.copyOf(input.shape(), input.rank() + 1);
    shape[input.rank()] = width;
    Floats out = empty(shape);
    boolean usesRowGradient = usesRowGradient(call, ids.length, width);
    RowOccurrences occurrences = null;
    LazyRows rows = null;
    if (out.length() <= DEFERRED_ELEMENTS && !usesRowGradient) {
      Floats from = weight(call, table());
      call.defer(
          () -> {
            read(idValues, ids);
            gather(from, ids, 0, ids.length, width, out);
          });
    } else {
      read(idValues, ids);
      occurrences = usesRowGradient ? RowOccurrences.of(ids) : null;
      Floats from =
          usesRowGradient
              ? Floats.lasting(call.rows(table(), occurrences.rows()))
              : weight(call, table());
      rows = new LazyRows(from, ids, () -> gather(from, ids, width, out));
    }
    if (call.hasBackwardPass()) {
      call.save(new Ids(ids, occurrences));
    }
    INDArray mask = layer.masksZero() ? nonZeroMask(idValues) : null;
    return new MaskedArray[] {
      new MaskedArray(out.array(), MaskedArray.combineMasks(mask, inputs[0].mask()), rows)
    };
  }

  private static INDArray nonZeroMask(Floats ids) {
    Floats mask = empty(ids.array().shape());
    BlockwiseLoops.over(
        (blocks, length) -> {
          for (int i = 0; i < length; i++) {
            blocks[0][i] = PiecewiseActivations.above(Math.abs(blocks[0][i]));
          }
        },
        mask,
        ids);
    return mask.array();
  }

  private static void read(Floats idValues, int... ids) {
    float[] values = BUFFERS.copy(0, idValues);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) values[i];
    }
  }

  private static void gather(Floats from, int[] ids, int width, Floats out) {
    Workers.parallelFor(
        ids.length,
        GrainSize.COMPUTED_ELEMENTS.items(width),
        (low, high) -> gather(from, ids, low, high, width, out));
  }

  private static void gather(Floats from, int[] ids, int low, int high, int width, Floats out) {
    FloatBuffer to = out.buffer();
    if (width >= DIRECT_WIDTH) {
      for (int i = low; i < high; i++) {
        to.put(i * width, from.buffer(), ids[i] * width, width);
      }
      return;
    }
    float[] heapCopy = heapCopy(from, (high - low) * width);
    int rowsPerBlock = BlockwiseLoops.BLOCK / width;
    float[] rows = BUFFERS.get(2, rowsPerBlock * width);
    for (int at = low; at < high; at += rowsPerBlock) {
      int end = Math.min(high, at + rowsPerBlock);
      if (heapCopy == null) {
        gather(from.buffer(), ids, at, end, width, rows);
      } else {
        gather(heapCopy, ids, at, end, width, rows);
      }
      to.put(at * width, rows, 0, (end - at) * width);
    }
  }

  /**
   * Returns a copy of a small table on the heap if enough of its elements are read, otherwise null:
   * sequential reads from memory are several times as fast as random ones.
   */
  private static float[] heapCopy(Floats table, int count) {
    int length = table.length();
    if (length > CACHED_TABLE || count < length / 4) {
      return null;
    }
    return BUFFERS.copy(1, table);
  }

  /** Returns whether this number of ids leaves most of a large table without a gradient. */
  private boolean usesRowGradient(KernelCall call, int ids, int width) {
    return call.hasBackwardPass()
        && table().trainable()
        && layer.inputDim() * width >= LARGE_TABLE
        && ids <= 2 * layer.inputDim();
  }

  private static void gather(
      FloatBuffer from, int[] ids, int low, int high, int width, float[] rows) {
    if (width == 1) {
      for (int i = low; i < high; i++) {
        rows[i - low] = from.get(ids[i]);
      }
    } else {
      for (int i = low; i < high; i++) {
        from.get(ids[i] * width, rows, (i - low) * width, width);
      }
    }
  }

  private static void gather(
      float[] heapCopy, int[] ids, int low, int high, int width, float[] rows) {
    for (int i = low; i < high; i++) {
      System.arraycopy(heapCopy, ids[i] * width, rows, (i - low) * width, width);
    }
  }

  @Override
  public boolean readsRepeatedRows() {
    return true;
  }

  @Override
  protected INDArray[] computeBackward(KernelCall call, INDArray[] outputGradients) {
    if (!table().trainable()) {
      return new INDArray[1];
    }
    int width = Math.toIntExact(layer.outputDim());
    Ids saved = (Ids) call.saved();
    if (saved.occurrences() != null) {
      KernelCall.RowTarget target = call.claimRows(table(), saved.occurrences().rows());
      if (target != null) {
        accumulate(outputGradients[0], saved.occurrences(), width, target);
        return new INDArray[1];
      }
    }
    accumulate(call, dense(RepeatedRows.expand(outputGradients[0])), saved.ids(), width);
    return new INDArray[1];
  }

  /** Computes the gradients of the rows that occur; each row belongs to one thread. */
  private static void accumulate(
      INDArray gradients, RowOccurrences occurrences, int width, KernelCall.RowTarget target) {
    boolean repeats = RepeatedRows.isRepeated(gradients);
    Floats outputGradient = repeats ? RepeatedRows.rows(gradients) : dense(gradients);
    int repetitions = repeats ? RepeatedRows.positions(gradients) : 1;
    FloatBuffer gradient = target.values().buffer();
    float[] heap = repeats || width < DIRECT_WIDTH ? outputGradient.toHeap() : null;
    Workers.parallelForPieces(
        occurrences.rows().length,
        GrainSize.COMPUTED_ELEMENTS.items(width),
        (low, high) -> {
          float[] sum = new float[width];
          float[] row = new float[width];
          for (int r = low; r < high; r++) {
            int to = target.of(r) * width;
            if (target.accumulates()) {
              gradient.get(to, sum);
            } else {
              Arrays.fill(sum, 0f);
            }
            for (int k = occurrences.starts()[r]; k < occurrences.starts()[r + 1]; k++) {
              int from = occurrences.order()[k] / repetitions * width;
              if (heap == null) {
                outputGradient.buffer().get(from, row);
                add(row, 0, sum, 0, width);
              } else {
                add(heap, from, sum, 0, width);
              }
            }
            gradient.put(to, sum);
          }
        });
  }

  /**
   * Computes the gradient of the whole table block by block, so that a block stays in the cache;
   * each block belongs to one thread, so that no two threads write to one row.
   */
  private void accumulate(KernelCall call, Floats outputGradient, int[] ids, int width) {
    int rows = Math.toIntExact(layer.inputDim());
    INDArray claimed = call.claimGradient(table());
    if (claimed != null && outputGradient.length() <= DEFERRED_ELEMENTS && rows * width <= BLOCK) {
      FloatBuffer gradient = Floats.lasting(claimed).buffer();
      call.commitGradient(table(), claimed);
      call.defer(
          () -> accumulate(outputGradient, Blocks.of(ids, rows, rows), rows, width, gradient));
      return;
    }
    Floats gradient = claimed == null ? empty(rows, width) : Floats.lasting(claimed);
    Blocks blocks = Blocks.of(ids, rows, Math.max(1, BLOCK / width));
    accumulate(outputGradient, blocks, rows, width, gradient.buffer());
    commitGradient(call, table(), gradient);
  }

  private static void accumulate(
      Floats outputGradient, Blocks blocks, int rows, int width, FloatBuffer gradient) {
    float[] heap =
        width < DIRECT_WIDTH || blocks.count() == 1 ? BUFFERS.copy(0, outputGradient) : null;
    Workers.parallelFor(
        blocks.count(),
        GrainSize.TASKS.size(),
        (low, high) -> {
          int maxLength = Math.min(rows, blocks.size()) * width;
          float[] sums = BUFFERS.get(1, maxLength);
          float[] row = new float[width];
          for (int block = low; block < high; block++) {
            Arrays.fill(sums, 0, maxLength, 0f);
            int first = block * blocks.size();
            for (int k = blocks.starts()[block]; k < blocks.starts()[block + 1]; k++) {
              int i = blocks.position(k);
              int offset = (blocks.ids()[i] - first) * width;
              if (heap == null) {
                outputGradient.buffer().get(i * width, row);
                add(row, 0, sums, offset, width);
              } else {
                add(heap, i * width, sums, offset, width);
              }
            }
            int length = Math.min(rows - first, blocks.size()) * width;
            gradient.put(first * width, sums, 0, length);
          }
        });
  }

  private static void add(float[] from, int fromOffset, float[] to, int toOffset, int length) {
    for (int k = 0; k < length; k++) {
      to[toOffset + k] += from[fromOffset + k];
    }
  }

  /**
   * Ids sorted by the block of the table that they belong to, in their original order within each.
   *
   * @param size the number of rows in a block
   * @param starts the start of each block in the order
   * @param order the positions of the ids, or null if they are in their original order
   */
  private record Blocks(int[] ids, int size, int[] starts, int[] order) {
    static Blocks of(int[] ids, int rows, int size) {
      int[] starts = new int[(rows + size - 1) / size + 1];
      if (starts.length == 2) {
        return new Blocks(ids, size, new int[] {0, ids.length}, null);
      }
      for (int id : ids) {
        starts[id / size + 1]++;
      }
      for (int i = 1; i < starts.length; i++) {
        starts[i] += starts[i - 1];
      }
      int[] next = starts.clone();
      int[] order = new int[ids.length];
      for (int i = 0; i < ids.length; i++) {
        order[next[ids[i] / size]++] = i;
      }
      return new Blocks(ids, size, starts, order);
    }

    /** Returns the position of the k-th id in the order. */
    int position(int k) {
      return order == null ? k : order[k];
    }

    int count() {
      return starts.length - 1;
    }
  }
}
