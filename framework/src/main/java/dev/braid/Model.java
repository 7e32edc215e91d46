package dev.braid;

import dev.braid.config.Config;
import dev.braid.engine.Network;
import dev.braid.engine.graph.Plan;
import dev.braid.graph.Child;
import dev.braid.graph.Names;
import dev.braid.graph.Node;
import dev.braid.graph.Spec;
import dev.braid.graph.Topology;
import dev.braid.graph.WeightCell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;

/** A graph of layers from inputs to outputs, which can be trained, saved, and used as a layer. */
public final class Model extends Layer {
  private final List<Tensor> inputs;
  private final List<Tensor> outputs;
  private final Topology topology;
  private final List<String> outputNames;
  private Network network;

  /** A model whose outputs are still to be named. */
  public static final class Inputs {
    private final List<Tensor> inputs;

    private Inputs(List<Tensor> inputs) {
      this.inputs = inputs;
    }

    public Model outputs(Tensor... outputs) {
      return outputs(List.of(outputs));
    }

    public Model outputs(List<Tensor> outputs) {
      return new Model(inputs, outputs);
    }
  }

  private Model(List<Tensor> inputs, List<Tensor> outputs) {
    List<Problem> problems = new ArrayList<>();
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.topology = Topology.of(inputs, outputs, problems);
    Names.giveTo(topology.layers(), problems);
    this.outputNames = Names.ofOutputs(outputs, problems);
    if (!problems.isEmpty()) {
      throw new StructureException("The graph does not fit", problems);
    }
  }

  public static Inputs inputs(Tensor... inputs) {
    return new Inputs(List.of(inputs));
  }

  public List<Tensor> inputs() {
    return inputs;
  }

  public List<Tensor> outputs() {
    return outputs;
  }

  public Topology topology() {
    return topology;
  }

  public List<String> outputNames() {
    return outputNames;
  }

  /** The weights of one of this model's layers, also those inside it. */
  public List<WeightCell> weightsOf(Layer layer) {
    for (Node node : topology.nodes()) {
      if (node.layer() == layer) {
        return Plan.weightsOf(layer, node.inputSpecs());
      }
    }
    throw new IllegalArgumentException("no layer " + layer.label());
  }

  @Override
  public Model name(String name) {
    return (Model) copy(name, true);
  }

  @Override
  public List<Spec> outputs(List<Spec> given) {
    Map<Node, List<Spec>> specs = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      specs.put(inputs.get(i).node(), List.of(given.get(i)));
    }
    for (Node node : topology.nodes()) {
      if (!specs.containsKey(node)) {
        List<Spec> from =
            node.inputs().stream().map(t -> specs.get(t.node()).get(t.index())).toList();
        specs.put(node, node.layer().outputs(from));
      }
    }
    return outputs.stream().map(t -> specs.get(t.node()).get(t.index())).toList();
  }

  @Override
  public List<Child> children(List<Spec> given) {
    return List.of();
  }

  @Override
  public String className() {
    return "Functional";
  }

  @Override
  protected void describe(Config config) {}

  public synchronized Network network() {
    if (network == null) {
      network = new Network(this, DataType.FLOAT);
    }
    return network;
  }
}
