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
 * @param type the type of the values in a batch
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

  /** Returns all samples in order. */
  INDArray all() {
    return take(null, 0, numbers.samples(), BatchBuffers.none(), Runnable::run);
  }

  /**
   * Returns samples in a given order, or a range of samples if the order is null.
   *
   * @param executor runs the code that writes the values, at once or later
   */
  INDArray take(int[] order, int from, int to, BatchBuffers buffers, Executor executor) {
    long[] shape = CheckedInput.sizes(to - from, sample);
    if (order == null && from == 0 && to == numbers.samples()) {
      INDArray unconverted = numbers.unconverted(type, shape);
      if (unconverted != null) {
        return unconverted;
      }
    }
    INDArray buffer = buffers.array(type, shape);
    executor.execute(() -> numbers.fill(buffer, order, from, to));
    return buffer;
  }
}
