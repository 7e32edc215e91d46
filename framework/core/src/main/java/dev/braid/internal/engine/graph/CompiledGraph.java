package dev.braid.internal.engine.graph;

import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.WeightCell;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A model as the engine runs it: a plan, its steps with their kernels, and all weights in one
 * vector.
 *
 * <p>It holds what all passes have in common; what changes in a pass stands in the pass. Weights
 * that several steps read are there once.
 */
public final class CompiledGraph {
  private final Plan plan;
  private final List<String> outputNames;
  private final DataType type;
  private final ExecutionPolicy policy;
  private final INDArray parameters;
  private final INDArray gradients;
  private final WeightStore store = new WeightStore();
  private final Map<WeightCell, WeightStore.View> views = new HashMap<>();
  private final CompiledStep[] steps;
  private final List<List<Plan.Port>> lastReads;
  private final BitSet beforeRelu = new BitSet();
  private volatile List<Head> heads = List.of();

  /** Makes the graph with weights that are zero. */
  public CompiledGraph(Plan plan, List<String> outputNames, DataType type, ExecutionPolicy policy) {
    this.plan = plan;
    this.policy = policy;
    this.outputNames = List.copyOf(outputNames);
    this.type = type;
    this.lastReads = plan.lastReads();
    Map<WeightCell, Integer> holders = plan.holders();
    long length = holders.keySet().stream().mapToLong(cell -> cell.spec().length()).sum();
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      this.parameters = vector(length);
      this.gradients = vector(length);
      addWeights(holders);
    }
    this.steps = new CompiledStep[plan.steps().size()];
    for (int i = plan.inputs(); i < steps.length; i++) {
      steps[i] = compiled(plan.steps().get(i));
    }
    int[] readers = plan.onlyReaders();
    for (int i = plan.inputs(); i < readers.length; i++) {
      beforeRelu.set(i, readers[i] > 0 && steps[readers[i]].kernel().isRelu());
    }
  }

  private INDArray vector(long length) {
    return length == 0 ? Nd4j.zeros(DataType.FLOAT, 0) : Nd4j.create(type, length);
  }

  /** Gives each weight its place, in the order of {@link GraphLayout}. */
  private void addWeights(Map<WeightCell, Integer> holders) {
    long from = 0;
    for (GraphLayout.Vertex vertex : GraphLayout.of(plan).sorted()) {
      if (vertex.kind() == GraphLayout.Kind.LAYER) {
        for (WeightCell cell : plan.steps().get(vertex.number()).weights()) {
          if (holders.get(cell) == vertex.number()) {
            WeightStore.View view = store.add(parameters, from, cell.spec().shape());
            store.setGradient(view, gradients, from);
            views.put(cell, view);
            from += cell.spec().length();
          }
        }
      }
    }
  }

  private CompiledStep compiled(Plan.Step step) {
    Map<WeightCell, WeightStore.View> own = new LinkedHashMap<>();
    step.weights().forEach(cell -> own.put(cell, views.get(cell)));
    return new CompiledStep(step.layer(), step.specs(), step.bare(), store, own, policy);
  }

  public Plan plan() {
    return plan;
  }

  public List<String> outputNames() {
    return outputNames;
  }

  /** Which code computes the layers, losses and updates. */
  public ExecutionPolicy policy() {
    return policy;
  }

  public DataType dataType() {
    return type;
  }

  /** All weights as one vector. */
  public INDArray parameters() {
    return parameters;
  }

  /** The gradients of all weights, in the same order. */
  public INDArray gradients() {
    return gradients;
  }

  public WeightStore store() {
    return store;
  }

  /** The place of a weight. */
  public WeightStore.View view(WeightCell cell) {
    return views.get(cell);
  }

  /** A step behind the inputs. */
  public CompiledStep step(int number) {
    return steps[number];
  }

  /** What is not read after a step. */
  public List<Plan.Port> lastReads(int step) {
    return lastReads.get(step);
  }

  /** Whether nothing but a relu reads the result of a step. */
  public boolean reluFollows(int step) {
    return beforeRelu.get(step);
  }

  /** Sets the losses that compile gave, one head an output. */
  public void setHeads(List<Head> compiled) {
    heads = List.copyOf(compiled);
  }

  /** The loss of an output; null before compile. */
  public Head head(int output) {
    return heads.isEmpty() ? null : heads.get(output);
  }
}
