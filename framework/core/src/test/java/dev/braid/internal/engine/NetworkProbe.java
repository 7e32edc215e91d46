package dev.braid.internal.engine;

import dev.braid.Model;
import dev.braid.internal.engine.kernels.CarriedStates;
import java.util.List;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in double precision whose loss is a fixed weighted sum of all outputs. */
public final class NetworkProbe {
  private final Network network;
  private final List<INDArray> data;
  private final int outputs;

  public NetworkProbe(Model model, List<INDArray> data) {
    this.network = new Network(model, DataType.DOUBLE);
    this.data = data;
    this.outputs = model.outputs().size();
    // biases and other zeros would hide mistakes
    Random random = new Random(56);
    for (INDArray weight : weights()) {
      for (long i = 0; i < weight.length(); i++) {
        weight.putScalar(i, weight.getDouble(i) + 0.3 * Math.abs(random.nextGaussian()) + 0.05);
      }
    }
  }

  public List<INDArray> weights() {
    return network.weights().stream().map(weight -> weight.view().array()).toList();
  }

  public String path(int weight) {
    return network.weights().get(weight).path();
  }

  public boolean trainable(int weight) {
    return network.weights().get(weight).cell().trainable();
  }

  public List<INDArray> gradients() {
    Pass pass = new Pass(network, true, true, 78, new CarriedStates());
    pass.forward(data);
    INDArray[] gradients = new INDArray[outputs];
    for (int i = 0; i < outputs; i++) {
      gradients[i] = gradient(i, pass.output(i).array());
    }
    pass.backward(gradients);
    return network.weights().stream().map(weight -> weight.view().gradient().dup()).toList();
  }

  public double loss() {
    Pass pass = new Pass(network, true, false, 78, new CarriedStates());
    pass.forward(data);
    double loss = pass.addedLoss();
    for (int i = 0; i < outputs; i++) {
      INDArray output = pass.output(i).array();
      loss += output.mul(gradient(i, output)).sumNumber().doubleValue();
    }
    return loss;
  }

  private static INDArray gradient(int output, INDArray like) {
    Random random = new Random(90 + output);
    INDArray gradient = like.ulike();
    for (long i = 0; i < gradient.length(); i++) {
      gradient.putScalar(i, random.nextGaussian());
    }
    return gradient;
  }
}
