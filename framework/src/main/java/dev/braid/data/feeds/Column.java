package dev.braid.data.feeds;

import dev.braid.data.arrays.Grid;
import dev.braid.data.arrays.Room;
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

  INDArray take(Room room, int[] order, int from, int to) {
    long[] shape = new long[sample.length + 1];
    shape[0] = (long) to - from;
    System.arraycopy(sample, 0, shape, 1, sample.length);
    return grid.take(room, order, from, to, type, shape);
  }
}
