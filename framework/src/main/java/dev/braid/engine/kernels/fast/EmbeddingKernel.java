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
  private static final int SMALL = 1 << 17;

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

  /** Each thread takes the ids of its part of the table, so that no two write to one row. */
  @Override
  INDArray[] back(Call call, INDArray[] outputGradients) {
    if (!table().trainable()) {
      return new INDArray[1];
    }
    int[] ids = ((Ids) call.kept()).ids();
    int width = Math.toIntExact(layer.outputDim());
    if (layer.inputDim() * width <= SMALL) {
      addUp(call, ids, dense(outputGradients[0]).toHeap(), width);
      return new INDArray[1];
    }
    FloatBuffer slopes = dense(outputGradients[0]).buffer();
    Floats gradient = room(call, table());
    FloatBuffer sums = gradient.buffer();
    Workers.share(
        Math.toIntExact(layer.inputDim()),
        LEAST_SHARE / width,
        (low, high) -> {
          Tiles.clear(gradient, low * width, high * width);
          float[] sum = new float[width];
          float[] slope = new float[width];
          for (int i = 0; i < ids.length; i++) {
            if (ids[i] >= low && ids[i] < high) {
              slopes.get(i * width, slope);
              sums.get(ids[i] * width, sum);
              for (int k = 0; k < width; k++) {
                sum[k] += slope[k];
              }
              sums.put(ids[i] * width, sum);
            }
          }
        });
    filled(call, table(), gradient);
    return new INDArray[1];
  }

  /** The whole of a small table is added up on the heap. */
  private void addUp(Call call, int[] ids, float[] slopes, int width) {
    float[] sums = new float[Math.toIntExact(layer.inputDim()) * width];
    for (int i = 0; i < ids.length; i++) {
      add(slopes, i * width, sums, ids[i] * width, width);
    }
    Floats gradient = room(call, table());
    gradient.buffer().put(0, sums);
    filled(call, table(), gradient);
  }

  private static void add(float[] from, int at, float[] to, int into, int length) {
    for (int k = 0; k < length; k++) {
      to[into + k] += from[at + k];
    }
  }
}
