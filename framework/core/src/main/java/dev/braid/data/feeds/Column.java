package dev.braid.data.feeds;

import dev.braid.data.arrays.Grid;
import java.util.concurrent.Executor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array that fits its input or output.
 *
 * @param grid the numbers
 * @param type what batches of it hold
 * @param sample the shape of one sample in a batch
 * @param gaps whether some of its samples are missing
 */
public record Column(Grid grid, DataType type, long[] sample, boolean gaps) {

  int samples() {
    return grid.samples();
  }

  /** All samples in their order. */
  INDArray all() {
    return take(null, 0, samples(), Places.always());
  }

  /** The samples that an order names, or those in a range where it is null. */
  INDArray take(int[] order, int from, int to, Places places) {
    return take(order, from, to, places, Runnable::run);
  }

  /**
   * The same, whose numbers may be written later.
   *
   * @param later runs what writes them
   */
  INDArray take(int[] order, int from, int to, Places places, Executor later) {
    long[] shape = new long[sample.length + 1];
    shape[0] = (long) to - from;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    if (order == null && from == 0 && to == grid.samples()) {
      INDArray same = grid.asItIs(type, shape);
      if (same != null) {
        return same;
      }
    }
    INDArray place = places.array(type, shape);
    later.execute(() -> grid.fill(place, order, from, to));
    return place;
  }
}
