package dev.braid;

import dev.braid.engine.Network;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One weight of a model, where it stands. */
public final class Weight {
  private final Network network;
  private final int number;

  Weight(Network network, int number) {
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
    network.takeNewest();
    return stored().view().array().dup('c');
  }

  /** Sets the values from an array of this shape. */
  public void assign(INDArray array) {
    if (!Arrays.equals(array.shape(), shape())) {
      throw StructureException.of(
          "The weight cannot be set",
          new Problem(
              "weight-assignment",
              path(),
              "the shape " + Arrays.toString(shape()),
              "received " + Arrays.toString(array.shape()),
              ""));
    }
    network.assign(number, array.dup('c').data().asFloat());
  }

  @Override
  public String toString() {
    return path() + " " + Arrays.toString(shape()) + (trainable() ? "" : " (not trainable)");
  }
}
