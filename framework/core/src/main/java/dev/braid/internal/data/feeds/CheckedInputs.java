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
 * The checked data of all inputs of a model, and the computation on it before the numeric graph.
 *
 * @param arrays the data by input of the model
 * @param stage the computation before the numeric graph
 * @param type the type of the values in a batch
 */
record CheckedInputs(List<CheckedInput> arrays, InputStage stage, DataType type) {
  /** Returns whether a batch is computed, not only copied. */
  boolean isComputed() {
    return !stage.isEmpty();
  }

  /**
   * Returns the inputs of the numeric graph for some samples.
   *
   * <p>Small arrays, of which there may be many, are written by all threads together.
   */
  List<INDArray> take(int[] order, int from, int to, BatchBuffers buffers) {
    List<Runnable> deferred = new ArrayList<>();
    List<INDArray> inputs = new ArrayList<>();
    List<HostArray> computed = isComputed() ? stage.compute(host(order, from, to)) : List.of();
    int next = 0;
    for (int i = 0; i < stage.graphInputs(); i++) {
      int source = stage.source(i);
      if (source < 0) {
        inputs.add(copy(computed.get(next++), buffers));
      } else {
        CheckedArray input = (CheckedArray) arrays.get(source);
        boolean isSmall = input.numbers().isFilledByOneThread(to - from);
        inputs.add(input.take(order, from, to, buffers, isSmall ? deferred::add : Runnable::run));
      }
    }
    Workers.parallelForPieces(
        deferred.size(),
        GrainSize.BATCH_ARRAYS.size(),
        (low, high) -> deferred.subList(low, high).forEach(Runnable::run));
    return inputs;
  }

  private List<HostArray> host(int[] order, int from, int to) {
    List<HostArray> read = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      read.add(stage.reads(i) ? arrays.get(i).host(order, from, to) : null);
    }
    return read;
  }

  private INDArray copy(HostArray array, BatchBuffers buffers) {
    long[] shape = array.shape();
    INDArray batch = buffers.array(type, shape);
    NumericArray.of(array.primitives(), shape).fill(batch, null, 0, Math.toIntExact(shape[0]));
    return batch;
  }

  /** Returns the masks of the inputs of the numeric graph. */
  List<CheckedArray> ofGraphInputs(List<CheckedArray> masks) {
    List<CheckedArray> sorted = new ArrayList<>();
    for (int i = 0; i < stage.graphInputs(); i++) {
      int source = stage.source(i);
      sorted.add(source < 0 ? null : masks.get(source));
    }
    return Collections.unmodifiableList(sorted);
  }
}
