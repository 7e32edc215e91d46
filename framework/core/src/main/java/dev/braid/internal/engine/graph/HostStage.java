package dev.braid.internal.engine.graph;

import dev.braid.DType;
import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.data.InputStage;
import dev.braid.layers.HostArray;
import dev.braid.layers.HostLayer;
import dev.braid.layers.IdConsumer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The steps of a model that are computed on the CPU before the numeric graph: layers of texts and
 * of integers whose inputs are known there.
 *
 * <p>The results that the numeric graph reads are its inputs.
 */
public final class HostStage implements InputStage {
  private final int modelInputs;
  private final List<HostStep> steps;
  private final List<GraphInput> graphInputs;
  private final BitSet read = new BitSet();

  /**
   * One layer; its result is added behind the model's inputs and the results before it.
   *
   * @param inputs the places of its inputs among those
   */
  private record HostStep(Layer layer, List<Integer> inputs) {}

  /**
   * One input of the numeric graph.
   *
   * @param place of the value among the model's inputs and the results of the steps
   * @param idLimit the number of ids that a layer behind it takes, or -1 where none does
   */
  private record GraphInput(int place, long idLimit) {}

  private HostStage(int modelInputs, List<HostStep> steps, List<GraphInput> graphInputs) {
    this.modelInputs = modelInputs;
    this.steps = List.copyOf(steps);
    this.graphInputs = List.copyOf(graphInputs);
    for (HostStep step : steps) {
      step.inputs().stream().filter(place -> place < modelInputs).forEach(read::set);
    }
  }

  static HostStage none(int inputs) {
    List<GraphInput> same = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      same.add(new GraphInput(i, -1));
    }
    return new HostStage(inputs, List.of(), same);
  }

  @Override
  public int graphInputs() {
    return graphInputs.size();
  }

  @Override
  public int source(int graphInput) {
    int place = graphInputs.get(graphInput).place();
    return place < modelInputs ? place : -1;
  }

  @Override
  public boolean reads(int input) {
    return read.get(input);
  }

  @Override
  public boolean isEmpty() {
    return steps.isEmpty() && graphInputs.size() == modelInputs;
  }

  /** The layers, for messages. */
  public List<Layer> layers() {
    return steps.stream().map(HostStep::layer).toList();
  }

  @Override
  public List<HostArray> compute(List<HostArray> inputs) {
    List<HostArray> values = new ArrayList<>(inputs);
    for (HostStep step : steps) {
      List<HostArray> given = step.inputs().stream().map(values::get).toList();
      values.add(((HostLayer) step.layer()).compute(given));
    }
    List<HostArray> computed = new ArrayList<>();
    for (GraphInput input : graphInputs) {
      if (input.place() >= modelInputs) {
        HostArray found = values.get(input.place());
        if (input.idLimit() >= 0) {
          checkIds(steps.get(input.place() - modelInputs).layer(), found, input.idLimit());
        }
        computed.add(found);
      }
    }
    return computed;
  }

  private static void checkIds(Layer layer, HostArray ids, long limit) {
    long largest = Arrays.stream(ids.integers()).max().orElse(0);
    if (largest >= limit) {
      throw StructureException.of(
          layer.label() + " gives ids that the layer behind it does not take",
          new Problem(
              "id-range",
              layer.nameOrAutomatic(),
              "ids from 0 to " + (limit - 1),
              "received " + largest,
              "Give the layer behind it as many ids as this one has: vocabulary().size()."));
    }
  }

  /** Separates the steps of a whole model into those before the numeric graph and the graph. */
  static Plan split(Plan whole) {
    return new Split(whole).run();
  }

  private static final class Split {
    private final Plan whole;
    private final List<Plan.Step> all;
    private final BitSet before = new BitSet();
    private final Map<Integer, Integer> places = new HashMap<>();
    private final List<HostStep> hostSteps = new ArrayList<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();

    Split(Plan whole) {
      this.whole = whole;
      this.all = whole.steps();
    }

    Plan run() {
      findSteps();
      refuseTexts();
      if (before.isEmpty() && all.subList(0, whole.inputs()).stream().noneMatch(Split::hasTexts)) {
        return whole;
      }
      addHostSteps();
      List<Plan.Step> steps = new ArrayList<>();
      List<GraphInput> inputs = graphInputs(steps);
      for (int i = whole.inputs(); i < all.size(); i++) {
        if (!before.get(i)) {
          numbers.put(i, steps.size());
          Plan.Step step = all.get(i);
          List<Plan.Port> from = step.inputs().stream().map(this::moved).toList();
          steps.add(
              new Plan.Step(
                  step.name(),
                  step.layer(),
                  from,
                  step.specs(),
                  step.outputs(),
                  step.weights(),
                  step.unmasked()));
        }
      }
      return new Plan(
          List.copyOf(steps),
          whole.outputs().stream().map(this::moved).toList(),
          whole.unmasked(),
          inputs.size(),
          new HostStage(whole.inputs(), hostSteps, inputs));
    }

    private Plan.Port moved(Plan.Port port) {
      return new Plan.Port(numbers.get(port.step()), port.output());
    }

    /** Finds the steps that run before the graph, and those that they read. */
    private void findSteps() {
      BitSet possible = new BitSet();
      possible.set(0, whole.inputs());
      for (int i = whole.inputs(); i < all.size(); i++) {
        Plan.Step step = all.get(i);
        boolean known = step.inputs().stream().allMatch(port -> possible.get(port.step()));
        possible.set(i, known && step.layer() instanceof HostLayer);
      }
      for (int i = all.size() - 1; i >= whole.inputs(); i--) {
        boolean required = possible.get(i) && ((HostLayer) all.get(i).layer()).runsBeforeGraph();
        if (required || before.get(i)) {
          before.set(i);
          all.get(i).inputs().stream()
              .map(Plan.Port::step)
              .filter(step -> step >= whole.inputs())
              .forEach(before::set);
        }
      }
    }

    private void addHostSteps() {
      for (int i = 0; i < whole.inputs(); i++) {
        places.put(i, i);
      }
      for (int i = before.nextSetBit(0); i >= 0; i = before.nextSetBit(i + 1)) {
        Plan.Step step = all.get(i);
        places.put(i, whole.inputs() + hostSteps.size());
        hostSteps.add(
            new HostStep(
                step.layer(),
                step.inputs().stream().map(port -> places.get(port.step())).toList()));
      }
    }

    /** Refuses texts that depend on results of the graph, or that it would have to read. */
    private void refuseTexts() {
      for (int i = whole.inputs(); i < all.size(); i++) {
        Plan.Step step = all.get(i);
        if (!before.get(i) && hasTexts(step)) {
          throw StructureException.of(
              step.layer().label() + " cannot be computed",
              new Problem(
                  "layer-input",
                  step.name(),
                  "inputs that are known before the numeric graph",
                  "received results of the graph",
                  "Apply it to inputs of the model, or to layers of texts and integers behind"
                      + " them."));
        }
      }
    }

    private static boolean hasTexts(Plan.Step step) {
      return Stream.concat(step.specs().stream(), step.outputs().stream())
          .anyMatch(spec -> spec.dtype() == DType.STRING);
    }

    /** Adds the steps that are the inputs of the graph: what it reads of inputs and results. */
    private List<GraphInput> graphInputs(List<Plan.Step> steps) {
      BitSet readByGraph = new BitSet();
      BitSet readBefore = new BitSet();
      Map<Integer, Long> limits = new HashMap<>();
      whole.outputs().forEach(port -> readByGraph.set(port.step()));
      for (int i = whole.inputs(); i < all.size(); i++) {
        Plan.Step step = all.get(i);
        BitSet reads = before.get(i) ? readBefore : readByGraph;
        step.inputs().forEach(port -> reads.set(port.step()));
        if (step.layer() instanceof IdConsumer ids) {
          limits.merge(step.inputs().get(0).step(), ids.idLimit(), Math::min);
        }
      }
      List<GraphInput> inputs = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        boolean input = i < whole.inputs();
        boolean unused = input && !readBefore.get(i) && !hasTexts(all.get(i));
        if ((input || before.get(i)) && (readByGraph.get(i) || unused)) {
          Plan.Step step = all.get(i);
          numbers.put(i, steps.size());
          inputs.add(new GraphInput(places.get(i), input ? -1 : limits.getOrDefault(i, -1L)));
          steps.add(
              new Plan.Step(
                  step.name(),
                  step.layer(),
                  List.of(),
                  List.of(),
                  step.outputs(),
                  List.of(),
                  step.unmasked()));
        }
      }
      return inputs;
    }
  }
}
