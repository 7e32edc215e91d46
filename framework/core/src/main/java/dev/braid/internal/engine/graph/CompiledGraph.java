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
 * <p>It holds the state that all passes share; the state of a pass is in the pass. A weight that
 * several steps read is stored once.
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

  /** Creates the graph with weights of zero. */
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
      steps[i] = compile(plan.steps().get(i));
    }
    int[] readers = plan.onlyReaders();
    for (int i = plan.inputs(); i < readers.length; i++) {
      beforeRelu.set(i, readers[i] > 0 && steps[readers[i]].kernel().isRelu());
    }
  }

  private INDArray vector(long length) {
    return length == 0 ? Nd4j.zeros(DataType.FLOAT, 0) : Nd4j.create(type, length);
  }

  /** Assigns each weight a range of the vectors, in the order of {@link GraphLayout}. */
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

  private CompiledStep compile(Plan.Step step) {
    Map<WeightCell, WeightStore.View> own = new LinkedHashMap<>();
    step.weights().forEach(cell -> own.put(cell, views.get(cell)));
    return new CompiledStep(step.layer(), step.specs(), step.unmasked(), store, own, policy);
  }

  public Plan plan() {
    return plan;
  }

  public List<String> outputNames() {
    return outputNames;
  }

  /** Returns the policy that selects the code of layers, losses and updates. */
  public ExecutionPolicy policy() {
    return policy;
  }

  public DataType dataType() {
    return type;
  }

  /** Returns all weights as one vector. */
  public INDArray parameters() {
    return parameters;
  }

  /** Returns the gradients of all weights, in the same order. */
  public INDArray gradients() {
    return gradients;
  }

  public WeightStore store() {
    return store;
  }

  /** Returns the view of a weight. */
  public WeightStore.View view(WeightCell cell) {
    return views.get(cell);
  }

  /** Returns a compiled step; the inputs have none. */
  public CompiledStep step(int step) {
    return steps[step];
  }

  /** Returns the outputs that no step after the given one reads. */
  public List<Plan.Port> lastReads(int step) {
    return lastReads.get(step);
  }

  /** Returns whether only a relu reads the result of a step. */
  public boolean reluFollows(int step) {
    return beforeRelu.get(step);
  }

  /** Sets the losses of a compilation, one head per output. */
  public void setHeads(List<Head> newHeads) {
    heads = List.copyOf(newHeads);
  }

  /** Returns the loss of an output; null before compile. */
  public Head head(int output) {
    return heads.isEmpty() ? null : heads.get(output);
  }
}
