package dev.braid;

import dev.braid.internal.data.arrays.ArrayReader;
import dev.braid.internal.data.arrays.NumericArray;
import dev.braid.internal.data.arrays.ValueLimits;
import dev.braid.internal.engine.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One weight of a model. */
public final class Weight {
  private final ModelRuntime runtime;
  private final Network network;
  private final int number;

  Weight(ModelRuntime runtime, Network network, int number) {
    this.runtime = runtime;
    this.network = network;
    this.number = number;
  }

  private Network.StoredWeight stored() {
    return network.weights().get(number);
  }

  /** The layer's name and the weight's, such as {@code label/kernel}. */
  public String path() {
    return stored().path();
  }

  /** In Keras' layout. */
  public long[] shape() {
    return stored().cell().spec().shape().clone();
  }

  /** True where training changes it: not for statistics, not in frozen layers. */
  public boolean trainable() {
    return stored().cell().trainable();
  }

  /** A copy of the values. */
  public INDArray array() {
    return network.read(() -> stored().view().array().dup('c'));
  }

  /** Sets the values from an array of this shape: an INDArray or nested Java arrays. */
  public void assign(Object array) {
    List<Problem> problems = new ArrayList<>();
    INDArray converted = convert(array, problems);
    if (converted == null || !problems.isEmpty()) {
      throw new StructureException("The weight cannot be set", problems);
    }
    runtime.change("assign", () -> network.assign(number, floats(converted)));
  }

  /** The values of an array in C order. */
  static float[] floats(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  /** The array in this weight's shape, or null with the problem that kept it from fitting. */
  @Nullable INDArray convert(Object array, List<Problem> problems) {
    NumericArray numbers = ArrayReader.complete().read(path(), rowOf(array), problems);
    if (numbers == null) {
      return null;
    }
    if (!Arrays.equals(numbers.shape(), shape().length == 0 ? new long[] {1} : shape())) {
      problems.add(
          new Problem(
              "weight-assignment",
              path(),
              "the shape " + Arrays.toString(shape()),
              "received " + Arrays.toString(numbers.shape()),
              ""));
      return null;
    }
    numbers.scan(path(), ValueLimits.any(ValueLimits.Storage.FLOAT32), problems);
    return numbers.array(DataType.FLOAT, numbers.shape());
  }

  /** The single value of a weight without axes as a row, since data have at least one axis. */
  private Object rowOf(Object array) {
    if (shape().length > 0) {
      return array;
    }
    if (array instanceof INDArray numbers && numbers.rank() == 0) {
      return numbers.reshape(1);
    }
    return array instanceof Number number ? new double[] {number.doubleValue()} : array;
  }

  @Override
  public String toString() {
    return path() + " " + Arrays.toString(shape()) + (trainable() ? "" : " (not trainable)");
  }
}
