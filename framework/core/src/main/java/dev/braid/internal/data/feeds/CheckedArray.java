package dev.braid.internal.data.feeds;

import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.layers.HostArray;
import java.util.concurrent.Executor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One array that fits its input or output.
 *
 * @param numbers the values in the form that was passed
 * @param type the type of the numbers in a batch
 * @param sample the shape of one sample in a batch
 * @param gaps whether some samples are missing
 */
public record CheckedArray(NumericArray numbers, DataType type, long[] sample, boolean gaps)
    implements CheckedInput {

  @Override
  public HostArray host(int[] order, int from, int to) {
    long[] shape = CheckedInput.sizes(to - from, sample);
    return numbers.holdsIntegers()
        ? HostArray.of(numbers.integers(order, from, to), shape)
        : HostArray.of(numbers.values(order, from, to), shape);
  }

  /** All samples in their order. */
  INDArray all() {
    return take(null, 0, numbers.samples(), BatchBuffers.none(), Runnable::run);
  }

  /**
   * The samples that an order names, or those in a range where it is null.
   *
   * @param later runs what writes the numbers, at once or later
   */
  INDArray take(int[] order, int from, int to, BatchBuffers buffers, Executor later) {
    long[] shape = CheckedInput.sizes(to - from, sample);
    if (order == null && from == 0 && to == numbers.samples()) {
      INDArray same = numbers.unconverted(type, shape);
      if (same != null) {
        return same;
      }
    }
    INDArray buffer = buffers.array(type, shape);
    later.execute(() -> numbers.fill(buffer, order, from, to));
    return buffer;
  }
}
