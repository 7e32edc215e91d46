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
 * @param bare the outputs that come without their masks, as {@link TakenMasks} says
 * @param inputs the number of inputs of the numeric graph
 * @param stage what is computed on the data of the model before it
 */
public record Plan(
    List<Step> steps, List<Port> outputs, Set<Integer> bare, int inputs, HostStage stage) {
  /**
   * One output of one step.
   *
   * @param step its number
   * @param output 0 but for layers with several outputs
   */
  public record Port(int step, int output) {}

  /**
   * One application of one layer.
   *
   * @param name no other step of the plan has it
   * @param layer what is applied
   * @param inputs where its inputs come from
   * @param specs what its inputs look like
   * @param weights the weights it reads, also those of layers inside it
   * @param bare the inputs that come without their masks, as {@link TakenMasks} says
   */
  public record Step(
      String name,
      Layer layer,
      List<Port> inputs,
      List<Spec> specs,
      List<Spec> outputs,
      List<WeightCell> weights,
      Set<Integer> bare) {}

  public static Plan of(Functional model) {
    return HostStage.split(new Unfolding().run(model));
  }

  private static final class Unfolding {
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> taken = new HashSet<>();
    private final TakenMasks masks = new TakenMasks();

    Plan run(Functional model) {
      Map<Node, List<Port>> ports = new HashMap<>();
      for (Tensor input : model.inputs()) {
        ports.put(Node.of(input), List.of(new Port(steps.size(), 0)));
        add("", Node.of(input).layer(), List.of(), List.of(), List.of(input.spec()));
      }
      List<Port> outputs = unfold(model, "", ports);
      Set<Integer> bare = new TreeSet<>();
      for (int i = 0; i < outputs.size(); i++) {
        if (masks.gone(outputs.get(i))) {
          bare.add(i);
        }
      }
      int inputs = model.inputs().size();
      return new Plan(List.copyOf(steps), outputs, bare, inputs, HostStage.none(inputs));
    }

    private List<Port> unfold(Functional model, String path, Map<Node, List<Port>> ports) {
      for (Node node : Topology.of(model).nodes()) {
        if (ports.containsKey(node)) {
          continue;
        }
        List<Port> from = node.inputs().stream().map(tensor -> port(ports, tensor)).toList();
        ports.put(node, apply(node.layer(), path, from));
      }
      return model.outputs().stream().map(tensor -> port(ports, tensor)).toList();
    }

    private static Port port(Map<Node, List<Port>> ports, Tensor tensor) {
      return ports.get(Node.of(tensor)).get(Node.indexOf(tensor));
    }

    private List<Port> apply(Layer layer, String path, List<Port> from) {
      if (layer instanceof Functional inner) {
        Map<Node, List<Port>> ports = new HashMap<>();
        for (int i = 0; i < from.size(); i++) {
          ports.put(Node.of(inner.inputs().get(i)), List.of(from.get(i)));
        }
        return unfold(inner, path + inner.name() + "/", ports);
      }
      List<Spec> specs =
          from.stream().map(port -> steps.get(port.step()).outputs().get(port.output())).toList();
      int number = steps.size();
      List<Spec> results = layer.outputs(specs);
      add(path, layer, from, specs, results);
      List<Port> ports = new ArrayList<>();
      for (int i = 0; i < results.size(); i++) {
        ports.add(new Port(number, i));
      }
      return ports;
    }

    private void add(
        String path, Layer layer, List<Port> from, List<Spec> specs, List<Spec> results) {
      String name = path + layer.name();
      for (int i = 2; !taken.add(name); i++) {
        name = path + layer.name() + "@" + i;
      }
      Set<Integer> bare = masks.step(layer, from, steps.size(), results.size());
      steps.add(new Step(name, layer, from, specs, results, WeightPaths.cells(layer, specs), bare));
    }
  }

  /** Each weight with the first step that reads it, which holds it for the others. */
  public Map<WeightCell, Integer> holders() {
    Map<WeightCell, Integer> holders = new LinkedHashMap<>();
    for (int i = inputs; i < steps.size(); i++) {
      for (WeightCell cell : steps.get(i).weights()) {
        holders.putIfAbsent(cell, i);
      }
    }
    return holders;
  }

  /** For each step, what neither a later one nor whoever gets the outputs reads any more. */
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

  /** For each step the one that reads its only result and is the only one to do so; else 0. */
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
