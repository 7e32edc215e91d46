package dev.braid.internal.engine.graph;

import dev.braid.Layer;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Node;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model as a flat list of steps: nested models are unfolded, every application of a layer is a
 * step. Layers that are computed before the numeric graph are in its stage.
 *
 * @param steps in an order of execution; the model's inputs come first
 * @param outputs where the model's outputs come from
 * @param unmasked the outputs that come without their masks, as {@link ConsumedMasks} says
 * @param inputs the number of inputs of the numeric graph
 * @param stage what is computed on the data of the model before it
 */
public record Plan(
    List<Step> steps, List<Port> outputs, Set<Integer> unmasked, int inputs, HostStage stage) {
  /**
   * One output of one step.
   *
   * @param step the index of the step
   * @param output the index of the output; 0 unless the layer has several
   */
  public record Port(int step, int output) {}

  /**
   * One application of one layer.
   *
   * @param name the name, unique in the plan
   * @param layer the layer that is applied
   * @param inputs the ports of its inputs
   * @param specs the shapes and types of its inputs
   * @param outputs the shapes and types of its outputs
   * @param weights the weights that it reads, including those of layers inside it
   * @param unmasked the inputs that it receives without masks; see {@link ConsumedMasks}
   */
  public record Step(
      String name,
      Layer layer,
      List<Port> inputs,
      List<Spec> specs,
      List<Spec> outputs,
      List<WeightCell> weights,
      Set<Integer> unmasked) {}

  public static Plan of(Functional model) {
    return HostStage.split(new Flattening().run(model));
  }

  private static final class Flattening {
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final ConsumedMasks masks = new ConsumedMasks();

    Plan run(Functional model) {
      Map<Node, List<Port>> ports = new HashMap<>();
      for (Tensor input : model.inputs()) {
        ports.put(Node.of(input), List.of(new Port(steps.size(), 0)));
        add("", Node.of(input).layer(), List.of(), List.of(), List.of(input.spec()));
      }
      List<Port> outputs = flatten(model, "", ports);
      Set<Integer> unmasked = new TreeSet<>();
      for (int i = 0; i < outputs.size(); i++) {
        if (masks.isUnmasked(outputs.get(i))) {
          unmasked.add(i);
        }
      }
      int inputs = model.inputs().size();
      return new Plan(List.copyOf(steps), outputs, unmasked, inputs, HostStage.none(inputs));
    }

    private List<Port> flatten(Functional model, String path, Map<Node, List<Port>> ports) {
      for (Node node : Topology.of(model).nodes()) {
        if (ports.containsKey(node)) {
          continue;
        }
        List<Port> inputs = node.inputs().stream().map(tensor -> port(ports, tensor)).toList();
        ports.put(node, apply(node.layer(), path, inputs));
      }
      return model.outputs().stream().map(tensor -> port(ports, tensor)).toList();
    }

    private static Port port(Map<Node, List<Port>> ports, Tensor tensor) {
      return ports.get(Node.of(tensor)).get(Node.indexOf(tensor));
    }

    private List<Port> apply(Layer layer, String path, List<Port> inputs) {
      if (layer instanceof Functional inner) {
        Map<Node, List<Port>> ports = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
          ports.put(Node.of(inner.inputs().get(i)), List.of(inputs.get(i)));
        }
        return flatten(inner, path + inner.name() + "/", ports);
      }
      List<Spec> specs =
          inputs.stream().map(port -> steps.get(port.step()).outputs().get(port.output())).toList();
      int index = steps.size();
      List<Spec> results = layer.outputs(specs);
      add(path, layer, inputs, specs, results);
      List<Port> ports = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        ports.add(new Port(index, i));
      }
      return ports;
    }

    private void add(
        String path, Layer layer, List<Port> inputs, List<Spec> specs, List<Spec> results) {
      String name = path + layer.name();
      for (int i = 2; !names.add(name); i++) {
        name = path + layer.name() + "@" + i;
      }
      Set<Integer> unmasked = masks.step(layer, inputs, steps.size(), results.size());
      steps.add(
          new Step(name, layer, inputs, specs, results, WeightPaths.cells(layer, specs), unmasked));
    }
  }

  /** Returns each weight with the first step that reads it. */
  public Map<WeightCell, Integer> holders() {
    Map<WeightCell, Integer> holders = new LinkedHashMap<>();
    for (int i = inputs; i < steps.size(); i++) {
      for (WeightCell cell : steps.get(i).weights()) {
        holders.putIfAbsent(cell, i);
      }
    }
    return holders;
  }

  /** Returns for each step the ports that it reads last and that are no outputs of the model. */
  public List<List<Port>> lastReads() {
    Map<Port, Integer> last = new LinkedHashMap<>();
    for (int i = inputs; i < steps.size(); i++) {
      for (int k = 0; k < steps.get(i).outputs().size(); k++) {
        last.put(new Port(i, k), i);
      }
      for (Port port : steps.get(i).inputs()) {
        last.replace(port, i);
      }
    }
    last.keySet().removeAll(new HashSet<>(outputs));
    List<List<Port>> reads = new ArrayList<>();
    steps.forEach(step -> reads.add(new ArrayList<>()));
    last.forEach((port, step) -> reads.get(step).add(port));
    return reads;
  }

  /** Returns for each step the only reader of its only result; 0 if there is none. */
  public int[] onlyReaders() {
    int[] readers = new int[steps.size()];
    int[] reads = new int[steps.size()];
    outputs.forEach(port -> reads[port.step()]++);
    for (int i = inputs; i < readers.length; i++) {
      for (Port port : steps.get(i).inputs()) {
        readers[port.step()] = i;
        reads[port.step()]++;
      }
    }
    for (int i = 0; i < readers.length; i++) {
      if (reads[i] != 1 || steps.get(i).outputs().size() != 1) {
        readers[i] = 0;
      }
    }
    return readers;
  }
}
