package dev.braid.engine;

import dev.braid.Model;
import dev.braid.engine.updates.Parameter;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in single precision, for tests of code that is made for floats. */
public final class FloatNetwork {
  private final Network network;

  public FloatNetwork(Model model) {
    network = new Network(model, DataType.FLOAT);
  }

  public INDArray params() {
    return network.graph().params();
  }

  public INDArray gradients() {
    return network.gradients();
  }

  public List<Parameter> trainable() {
    return network.trainable();
  }
}
