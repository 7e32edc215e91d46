package dev.braid.internal.data.feeds;

import dev.braid.internal.data.arrays.Grid;
import java.util.concurrent.Executor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array that fits its input or output.
 *
 * @param grid the numbers
 * @param type the type of the numbers in a batch
 * @param sample the shape of one sample in a batch
 * @param gaps whether some samples are missing
 */
public record CheckedArray(Grid grid, DataType type, long[] sample, boolean gaps) {

  /** All samples in their order. */
  INDArray all() {
    return take(null, 0, grid.samples(), BatchBuffers.none(), Runnable::run);
  }

  /**
   * The samples that an order names, or those in a range where it is null.
   *
   * @param later runs what writes the numbers, at once or later
   */
  INDArray take(int[] order, int from, int to, BatchBuffers buffers, Executor later) {
    long[] shape = new long[sample.length + 1];
    shape[0] = (long) to - from;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    if (order == null && from == 0 && to == grid.samples()) {
      INDArray same = grid.asItIs(type, shape);
      if (same != null) {
        return same;
      }
    }
    INDArray buffer = buffers.array(type, shape);
    later.execute(() -> grid.fill(buffer, order, from, to));
    return buffer;
  }
}
