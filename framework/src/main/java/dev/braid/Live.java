package dev.braid;

import dev.braid.engine.Network;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A model's life after it was described: its network, made when it is first needed. */
final class Live {
  private final Model model;
  private Network network;

  Live(Model model) {
    this.model = model;
  }

  synchronized Network network() {
    if (network == null) {
      network = new Network(model, DataType.FLOAT);
    }
    return network;
  }

  List<Weight> weights() {
    Network net = network();
    List<Weight> weights = new ArrayList<>();
    for (int i = 0; i < net.weights().size(); i++) {
      weights.add(new Weight(net, i));
    }
    return List.copyOf(weights);
  }

  void setWeights(List<?> arrays) {
    List<Weight> weights = weights();
    if (arrays.size() != weights.size()) {
      throw StructureException.of(
          "setWeights does not fit the model \"" + model.name() + "\"",
          Problem.of(
              "weight-assignment",
              "",
              "the model has "
                  + weights.size()
                  + " weights, received "
                  + arrays.size()
                  + " arrays"));
    }
    List<INDArray> converted = new ArrayList<>();
    for (int i = 0; i < arrays.size(); i++) {
      converted.add((INDArray) arrays.get(i));
    }
    for (int i = 0; i < converted.size(); i++) {
      weights.get(i).assign(converted.get(i));
    }
  }
}
