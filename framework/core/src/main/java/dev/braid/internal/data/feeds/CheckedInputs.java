package dev.braid.internal.data.feeds;

import dev.braid.internal.data.InputStage;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.layers.HostArray;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The data of all inputs of a model, checked, and what is computed on it before the numeric graph.
 *
 * @param arrays one for each input of the model
 * @param type the type of the numbers in a batch
 */
record CheckedInputs(List<CheckedInput> arrays, InputStage stage, DataType type) {
  /** Whether a batch is computed, and not only copied. */
  boolean isComputed() {
    return !stage.isEmpty();
  }

  /**
   * The inputs of the numeric graph for some samples.
   *
   * <p>Small arrays, of which there may be many, are written by all threads at once.
   */
  List<INDArray> take(int[] order, int from, int to, BatchBuffers buffers) {
    List<Runnable> later = new ArrayList<>();
    List<INDArray> taken = new ArrayList<>();
    List<HostArray> computed = isComputed() ? stage.compute(host(order, from, to)) : List.of();
    int next = 0;
    for (int i = 0; i < stage.graphInputs(); i++) {
      int source = stage.source(i);
      if (source < 0) {
        taken.add(copied(computed.get(next++), buffers));
      } else {
        CheckedArray input = (CheckedArray) arrays.get(source);
        boolean little = input.numbers().isFilledByOneThread(to - from);
        taken.add(input.take(order, from, to, buffers, little ? later::add : Runnable::run));
      }
    }
    Workers.parallelForPieces(
        later.size(),
        GrainSize.BATCH_ARRAYS.size(),
        (low, high) -> later.subList(low, high).forEach(Runnable::run));
    return taken;
  }

  private List<HostArray> host(int[] order, int from, int to) {
    List<HostArray> read = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      read.add(stage.reads(i) ? arrays.get(i).host(order, from, to) : null);
    }
    return read;
  }

  private INDArray copied(HostArray array, BatchBuffers buffers) {
    long[] shape = array.shape();
    INDArray copy = buffers.array(type, shape);
    NumericArray.of(array.primitives(), shape).fill(copy, null, 0, Math.toIntExact(shape[0]));
    return copy;
  }

  /** The masks of the inputs of the numeric graph. */
  List<CheckedArray> ofGraph(List<CheckedArray> masks) {
    List<CheckedArray> sorted = new ArrayList<>();
    for (int i = 0; i < stage.graphInputs(); i++) {
      int source = stage.source(i);
      sorted.add(source < 0 ? null : masks.get(source));
    }
    return Collections.unmodifiableList(sorted);
  }
}
