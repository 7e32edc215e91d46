package dev.braid.engine.kernels.fast;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.Tiles;
import dev.braid.engine.fast.Workers;
import dev.braid.engine.kernels.Call;
import dev.braid.engine.kernels.Kernel;
import dev.braid.engine.kernels.Signal;
import dev.braid.graph.WeightCell;
import dev.braid.layers.core.Embedding;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Embeddings: rows are copied out, and their slopes added up, without any operation of ND4J. */
final class EmbeddingKernel extends FastKernel {
  private static final int LEAST_SHARE = 16_384;

  /** Numbers in a block of the table. */
  private static final int BLOCK = 1 << 15;

  /** Shorter rows are gathered on the heap first. */
  private static final int WIDE = 32;

  private final Embedding layer;
  private WeightCell table;

  EmbeddingKernel(Embedding layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  private record Ids(int[] ids) implements Kept {}

  private WeightCell table() {
    if (table == null) {
      table = layer.state().cell("embeddings");
    }
    return table;
  }

  @Override
  Signal[] run(Call call, Signal[] inputs) {
    INDArray given = inputs[0].array();
    float[] numbers = dense(given).toHeap();
    int[] ids = new int[numbers.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) numbers[i];
    }
    int width = Math.toIntExact(layer.outputDim());
    long[] shape = Arrays.copyOf(given.shape(), given.rank() + 1);
    shape[given.rank()] = width;
    Floats out = empty(shape);
    FloatBuffer to = out.buffer();
    FloatBuffer from = weight(call, table()).buffer();
    Workers.share(
        ids.length,
        LEAST_SHARE / width,
        (low, high) -> {
          if (width >= WIDE) {
            for (int i = low; i < high; i++) {
              to.put(i * width, from, ids[i] * width, width);
            }
            return;
          }
          float[] rows = new float[Tiles.SIZE / width * width];
          int each = rows.length / width;
          for (int at = low; at < high; at += each) {
            int end = Math.min(high, at + each);
            gather(from, ids, at, end, width, rows);
            to.put(at * width, rows, 0, (end - at) * width);
          }
        });
    if (call.remembers()) {
      call.keep(new Ids(ids));
    }
    INDArray mask = layer.masksZero() ? given.neq(0).castTo(given.dataType()) : null;
    return new Signal[] {new Signal(out.array(), Signal.both(mask, inputs[0].mask()))};
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

  /**
   * Rows are added up a block of the table at a time, which stays in the cache meanwhile; a block
   * belongs to one thread, so that no two write to one row.
   */
  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    if (!table().trainable()) {
      return new INDArray[1];
    }
    Floats slope = dense(outputGradients[0]);
    int width = Math.toIntExact(layer.outputDim());
    int rows = Math.toIntExact(layer.inputDim());
    Blocks blocks = Blocks.of(((Ids) call.kept()).ids(), rows, Math.max(1, BLOCK / width));
    float[] heap = width < WIDE || blocks.count() == 1 ? slope.toHeap() : null;
    Floats gradient = room(call, table());
    Workers.share(
        blocks.count(),
        1,
        (low, high) -> {
          float[] sums = new float[Math.min(rows, blocks.size()) * width];
          float[] row = new float[width];
          for (int block = low; block < high; block++) {
            Arrays.fill(sums, 0);
            int first = block * blocks.size();
            for (int k = blocks.starts()[block]; k < blocks.starts()[block + 1]; k++) {
              int i = blocks.order()[k];
              int into = (blocks.ids()[i] - first) * width;
              if (heap == null) {
                slope.buffer().get(i * width, row);
                add(row, 0, sums, into, width);
              } else {
                add(heap, i * width, sums, into, width);
              }
            }
            int length = Math.min(rows - first, blocks.size()) * width;
            gradient.buffer().put(first * width, sums, 0, length);
          }
        });
    filled(call, table(), gradient);
    return new INDArray[1];
  }

  private static void add(float[] from, int at, float[] to, int into, int length) {
    for (int k = 0; k < length; k++) {
      to[into + k] += from[at + k];
    }
  }

  /**
   * Ids sorted by the block of the table that they lie in, in their own order within each.
   *
   * @param size rows in a block
   * @param starts where each block begins in the order
   * @param order places of ids
   */
  private record Blocks(int[] ids, int size, int[] starts, int[] order) {
    static Blocks of(int[] ids, int rows, int size) {
      int[] starts = new int[(rows + size - 1) / size + 1];
      if (starts.length == 2) {
        return new Blocks(ids, size, new int[] {0, ids.length}, inOrder(ids.length));
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

    private static int[] inOrder(int length) {
      int[] order = new int[length];
      for (int i = 0; i < length; i++) {
        order[i] = i;
      }
      return order;
    }

    int count() {
      return starts.length - 1;
    }
  }
}
