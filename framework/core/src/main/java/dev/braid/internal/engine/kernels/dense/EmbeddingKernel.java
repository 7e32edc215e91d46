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

/** Embeddings: rows are copied out, and their gradients added up, without any operation of ND4J. */
public final class EmbeddingKernel extends FastKernel {
  /** Numbers in a block of the table. */
  private static final int BLOCK = 1 << 15;

  /** With this many elements or fewer, one thread's, the work is deferred. */
  private static final int LITTLE = 2 * GrainSize.COMPUTED_ELEMENTS.size();

  /** Shorter rows are gathered on the heap first. */
  private static final int WIDE = 32;

  /** A table of at most this many elements stays in the cache of a core that has just read it. */
  private static final int NEAR = 1 << 17;

  /** Numbers in a table from which on it pays to tell the rows that occur from the others. */
  private static final int LARGE = 1 << 17;

  private static final ThreadLocalArrays OWN = new ThreadLocalArrays(3);

  private final Embedding layer;
  private WeightCell table;

  public EmbeddingKernel(Embedding layer, Kernel portable) {
    super(portable);
    this.layer = layer;
  }

  /** What was asked for; where, if that was looked for. */
  private record Ids(int[] ids, RowOccurrences places) implements SavedState {}

  private WeightCell table() {
    if (table == null) {
      table = LayerState.of(layer).cell("embeddings");
    }
    return table;
  }

  @Override
  protected MaskedArray[] computeForward(KernelCall call, MaskedArray[] inputs) {
    INDArray given = inputs[0].array();
    Floats asked = dense(given);
    int[] ids = new int[asked.length()];
    int width = Math.toIntExact(layer.outputDim());
    long[] shape = Arrays.copyOf(given.shape(), given.rank() + 1);
    shape[given.rank()] = width;
    Floats out = empty(shape);
    boolean rowByRow = rowByRow(call, ids.length, width);
    RowOccurrences places = null;
    LazyRows rows = null;
    if (out.length() <= LITTLE && !rowByRow) {
      Floats from = weight(call, table());
      call.defer(
          () -> {
            read(asked, ids);
            gather(from, ids, 0, ids.length, width, out);
          });
    } else {
      read(asked, ids);
      places = rowByRow ? RowOccurrences.of(ids) : null;
      Floats from =
          rowByRow ? Floats.lasting(call.rows(table(), places.rows())) : weight(call, table());
      rows = new LazyRows(from, ids, () -> gather(from, ids, width, out));
    }
    if (call.hasBackwardPass()) {
      call.save(new Ids(ids, places));
    }
    INDArray mask = layer.masksZero() ? notZero(asked) : null;
    return new MaskedArray[] {
      new MaskedArray(out.array(), MaskedArray.combineMasks(mask, inputs[0].mask()), rows)
    };
  }

  private static INDArray notZero(Floats ids) {
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

  private static void read(Floats asked, int... ids) {
    float[] numbers = OWN.copy(0, asked);
    for (int i = 0; i < ids.length; i++) {
      ids[i] = (int) numbers[i];
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
    if (width >= WIDE) {
      for (int i = low; i < high; i++) {
        to.put(i * width, from.buffer(), ids[i] * width, width);
      }
      return;
    }
    float[] near = near(from, (high - low) * width);
    int each = BlockwiseLoops.BLOCK / width;
    float[] rows = OWN.get(2, each * width);
    for (int at = low; at < high; at += each) {
      int end = Math.min(high, at + each);
      if (near == null) {
        gather(from.buffer(), ids, at, end, width, rows);
      } else {
        gather(near, ids, at, end, width, rows);
      }
      to.put(at * width, rows, 0, (end - at) * width);
    }
  }

  /**
   * A small table on the heap if enough elements of it are read that they cost more where they lie:
   * what comes from memory is read several times as fast from end to end as here and there.
   */
  private static float[] near(Floats table, int asked) {
    int length = table.length();
    if (length > NEAR || asked < length / 4) {
      return null;
    }
    return OWN.copy(1, table);
  }

  /** Whether most of a large table is neither read nor given a gradient by these many ids. */
  private boolean rowByRow(KernelCall call, int ids, int width) {
    return call.hasBackwardPass()
        && table().trainable()
        && layer.inputDim() * width >= LARGE
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

  private static void gather(float[] near, int[] ids, int low, int high, int width, float[] rows) {
    for (int i = low; i < high; i++) {
      System.arraycopy(near, ids[i] * width, rows, (i - low) * width, width);
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
    Ids asked = (Ids) call.saved();
    if (asked.places() != null) {
      KernelCall.RowTarget place = call.claimRows(table(), asked.places().rows());
      if (place != null) {
        addUp(outputGradients[0], asked.places(), width, place);
        return new INDArray[1];
      }
    }
    addUp(call, dense(RepeatedRows.expand(outputGradients[0])), asked.ids(), width);
    return new INDArray[1];
  }

  /** The gradient of the rows that occur; a row belongs to one thread. */
  private static void addUp(
      INDArray gradients, RowOccurrences places, int width, KernelCall.RowTarget place) {
    boolean repeats = RepeatedRows.isRepeated(gradients);
    Floats outputGradient = repeats ? RepeatedRows.rows(gradients) : dense(gradients);
    int times = repeats ? RepeatedRows.positions(gradients) : 1;
    FloatBuffer gradient = place.values().buffer();
    float[] heap = repeats || width < WIDE ? outputGradient.toHeap() : null;
    Workers.parallelForPieces(
        places.rows().length,
        GrainSize.COMPUTED_ELEMENTS.items(width),
        (low, high) -> {
          float[] sum = new float[width];
          float[] row = new float[width];
          for (int r = low; r < high; r++) {
            int to = place.of(r) * width;
            if (place.accumulates()) {
              gradient.get(to, sum);
            } else {
              Arrays.fill(sum, 0f);
            }
            for (int k = places.starts()[r]; k < places.starts()[r + 1]; k++) {
              int from = places.order()[k] / times * width;
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
   * The gradient of the whole table, a block at a time, which stays in the cache meanwhile; a block
   * belongs to one thread, so that no two write to one row.
   */
  private void addUp(KernelCall call, Floats outputGradient, int[] ids, int width) {
    int rows = Math.toIntExact(layer.inputDim());
    INDArray place = call.claimGradient(table());
    if (place != null && outputGradient.length() <= LITTLE && rows * width <= BLOCK) {
      FloatBuffer gradient = Floats.lasting(place).buffer();
      call.commitGradient(table(), place);
      call.defer(() -> addUp(outputGradient, Blocks.of(ids, rows, rows), rows, width, gradient));
      return;
    }
    Floats gradient = place == null ? empty(rows, width) : Floats.lasting(place);
    Blocks blocks = Blocks.of(ids, rows, Math.max(1, BLOCK / width));
    addUp(outputGradient, blocks, rows, width, gradient.buffer());
    commitGradient(call, table(), gradient);
  }

  private static void addUp(
      Floats outputGradient, Blocks blocks, int rows, int width, FloatBuffer gradient) {
    float[] heap = width < WIDE || blocks.count() == 1 ? OWN.copy(0, outputGradient) : null;
    Workers.parallelFor(
        blocks.count(),
        GrainSize.TASKS.size(),
        (low, high) -> {
          int most = Math.min(rows, blocks.size()) * width;
          float[] sums = OWN.get(1, most);
          float[] row = new float[width];
          for (int block = low; block < high; block++) {
            Arrays.fill(sums, 0, most, 0f);
            int first = block * blocks.size();
            for (int k = blocks.starts()[block]; k < blocks.starts()[block + 1]; k++) {
              int i = blocks.place(k);
              int into = (blocks.ids()[i] - first) * width;
              if (heap == null) {
                outputGradient.buffer().get(i * width, row);
                add(row, 0, sums, into, width);
              } else {
                add(heap, i * width, sums, into, width);
              }
            }
            int length = Math.min(rows - first, blocks.size()) * width;
            gradient.put(first * width, sums, 0, length);
          }
        });
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
   * @param order places of ids, or null where they are in their own order
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

    /** The place of an id that stands so far along in the order. */
    int place(int k) {
      return order == null ? k : order[k];
    }

    int count() {
      return starts.length - 1;
    }
  }
}
