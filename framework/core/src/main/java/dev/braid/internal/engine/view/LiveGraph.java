package dev.braid.internal.engine.view;

import dev.braid.internal.engine.graph.CompiledGraph;
import dev.braid.internal.engine.graph.CompiledStep;
import dev.braid.internal.engine.graph.Head;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.graph.LayerState;
import dev.braid.layers.rnn.Bidirectional;
import dev.braid.layers.rnn.Recurrent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * A compiled graph as a ComputationGraph of Deeplearning4j: a view whose parameters and gradients
 * are the compiled graph's.
 *
 * <p>DL4J's own layers provide a summary, a score and the learning rate. Here the model provides
 * them; other calls throw exceptions that name the call to use instead.
 */
public final class LiveGraph extends ComputationGraph {
  private static final long serialVersionUID = 1L;

  private final transient CompiledGraph compiled;
  private final transient Map<String, CompiledStep> steps = new HashMap<>();
  private final transient Owner owner;

  /** The model of the graph, which answers DL4J's questions. */
  public interface Owner {
    /** Returns Keras' table of layers. */
    String summary();

    /** Returns the loss of data, including the penalties of regularizers. */
    double score(MultiDataSet data);

    /** Returns the current penalties of regularizers; 0 before compile. */
    double penalty();

    /** Returns the learning rate of all layers. */
    double learningRate();

    /** Fixes the learning rate of all layers. */
    void learningRate(double rate);

    /** Changes weights while no other thread reads them, and records that they are the newest. */
    void write(Runnable change);
  }

  private LiveGraph(CompiledGraph compiled, Owner owner) {
    super(LiveGraphConfiguration.of(compiled));
    this.compiled = compiled;
    this.owner = owner;
    Plan plan = compiled.plan();
    for (int i = plan.inputs(); i < plan.steps().size(); i++) {
      steps.put(plan.steps().get(i).name(), compiled.step(i));
    }
  }

  /**
   * Creates the view of a compiled graph.
   *
   * @param owner the model that answers DL4J's questions
   */
  public static LiveGraph of(CompiledGraph compiled, Owner owner) {
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      LiveGraph graph = new LiveGraph(compiled, owner);
      INDArray parameters = compiled.parameters();
      graph.init(parameters.isEmpty() ? null : row(parameters), false);
      graph.initGradientsView();
      return graph;
    }
  }

  private static INDArray row(INDArray vector) {
    return vector.reshape('c', 1, vector.length());
  }

  /** Uses the gradients of the compiled graph instead of creating new ones. */
  @Override
  public void initGradientsView() {
    INDArray gradients = compiled.gradients();
    flattenedGradients = gradients.isEmpty() ? gradients : row(gradients);
    long from = 0;
    for (int vertex : topologicalOrder) {
      INDArray parameters = vertices[vertex].params();
      if (vertices[vertex] instanceof LayerVertex && parameters != null) {
        long to = from + parameters.length();
        vertices[vertex].setBackpropGradientsViewArray(
            gradients.get(NDArrayIndex.interval(from, to)));
        from = to;
      }
    }
  }

  CompiledStep compiled(String vertex) {
    return steps.get(vertex);
  }

  /** Returns the loss of an output; null before compile. */
  Head head(String vertex) {
    return compiled.head(getConfiguration().getNetworkOutputs().indexOf(vertex));
  }

  /** Continues the counts from before the view was created. */
  public void resume(int iterations, int epochs, double loss) {
    configuration.setIterationCount(iterations);
    configuration.setEpochCount(epochs);
    setScore(loss);
  }

  // ---- notifications of Braid's own loop

  /** Returns whether the graph has listeners. */
  public boolean hasListeners() {
    return !getListeners().isEmpty();
  }

  /** Notifies listeners that a step is done. */
  public void stepDone(List<INDArray> inputs, double loss) {
    int iteration = getIterationCount();
    setScore(loss);
    setLastEtlTime(0);
    if (hasListeners()) {
      setInputs(inputs.toArray(INDArray[]::new));
      for (TrainingListener listener : getListeners()) {
        listener.iterationDone(this, iteration, getEpochCount());
      }
      clear();
    }
    configuration.setIterationCount(iteration + 1);
  }

  /** Notifies listeners that an epoch begins. */
  public void epochBegins() {
    notifyEpoch(TrainingListener::onEpochStart);
  }

  /** Notifies listeners that an epoch ends. */
  public void epochEnds() {
    notifyEpoch(TrainingListener::onEpochEnd);
    incrementEpochCount();
  }

  private void notifyEpoch(BiConsumer<TrainingListener, LiveGraph> event) {
    if (hasListeners()) {
      getListeners().forEach(listener -> event.accept(listener, this));
      clear();
    }
  }

  // ---- answers of the model

  @Override
  public String summary() {
    return owner.summary();
  }

  @Override
  public String summary(InputType... inputTypes) {
    return summary();
  }

  /** Returns the memory of the process, without the layers' shapes. */
  @Override
  public String memoryInfo(int batchSize, InputType... types) {
    INDArray[] held = getInputs();
    // with the shape of an input, DL4J would query each layer for its shape
    setInputs((INDArray[]) null);
    try {
      return super.memoryInfo(batchSize);
    } finally {
      setInputs(held);
    }
  }

  @Override
  public double score(DataSet data) {
    return score(data, false);
  }

  @Override
  public double score(DataSet data, boolean training) {
    return score(data.toMultiDataSet(), training);
  }

  @Override
  public double score(MultiDataSet data) {
    return score(data, false);
  }

  @Override
  public double score(MultiDataSet data, boolean training) {
    if (training) {
      throw new UnsupportedOperationException(
          "score(data, true) measures with dropout, which is not supported: call score(data) for"
              + " the loss of predictions.");
    }
    // outside any workspace of DL4J's loops, as evaluation requires
    try (MemoryWorkspace ignored = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      return owner.score(data);
    }
  }

  @Override
  public INDArray scoreExamples(DataSet data, boolean addRegularization) {
    throw Refusals.scoreExamples();
  }

  @Override
  public INDArray scoreExamples(MultiDataSet data, boolean addRegularization) {
    throw Refusals.scoreExamples();
  }

  @Override
  public double calcRegularizationScore(boolean backpropOnly) {
    return owner.penalty();
  }

  @Override
  public Double getLearningRate(String layer) {
    boolean isLayer = getVertex(existing(layer)) instanceof LayerVertex;
    double multiplier =
        isLayer ? LayerState.of(((LayerVertex) getVertex(layer)).layer()).rate() : 1;
    return owner.learningRate() * multiplier;
  }

  @Override
  public void setLearningRate(double rate) {
    owner.learningRate(rate);
  }

  @Override
  public void setLearningRate(ISchedule schedule) {
    throw new UnsupportedOperationException(
        "A schedule of DL4J is not supported: give one to the optimizer,"
            + " model.compile(adam(cosineDecay(…)), …).");
  }

  @Override
  public void setLearningRate(String layer, double rate) {
    throw new UnsupportedOperationException(
        "One optimizer trains all layers: call setLearningRate(rate) without a layer, or"
            + " model.freeze(\""
            + layer
            + "\").");
  }

  @Override
  public void setLearningRate(String layer, ISchedule schedule) {
    setLearningRate(schedule);
  }

  @Override
  public long layerSize(String layer) {
    throw Refusals.size(existing(layer));
  }

  @Override
  public long layerInputSize(String layer) {
    throw Refusals.size(existing(layer));
  }

  private String existing(String layer) {
    if (getVertex(layer) == null) {
      throw new IllegalArgumentException(
          "The graph has no layer \"" + layer + "\"; model.summary() lists its layers.");
    }
    return layer;
  }

  @Override
  public INDArray getParam(String name) {
    INDArray found = paramTable().get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "The graph has no parameter \"" + name + "\"; paramTable().keySet() lists them.");
    }
    return found;
  }

  @Override
  public void setParam(String name, INDArray value) {
    INDArray parameter = getParam(name);
    owner.write(() -> parameter.assign(value));
  }

  @Override
  public void setParams(INDArray all) {
    owner.write(() -> super.setParams(all));
  }

  /** Returns a copy with separate weights that can predict and has neither optimizer nor loss. */
  @Override
  public ComputationGraph clone() {
    return super.clone();
  }

  @Override
  public INDArray[] rnnTimeStep(INDArray... inputs) {
    rejectRecurrent();
    return super.rnnTimeStep(inputs);
  }

  @Override
  public INDArray[] rnnTimeStep(MemoryWorkspace workspace, INDArray... inputs) {
    rejectRecurrent();
    return super.rnnTimeStep(workspace, inputs);
  }

  private void rejectRecurrent() {
    boolean recurrent =
        Arrays.stream(getVertices())
            .anyMatch(
                vertex ->
                    vertex instanceof LayerVertex steps
                        && (steps.layer() instanceof Recurrent<?>
                            || steps.layer() instanceof Bidirectional));
    if (recurrent) {
      throw new UnsupportedOperationException(
          "rnnTimeStep is not supported: make the layer .stateful(), call model.predict(…) step by"
              + " step, and model.resetStates() between sequences.");
    }
  }
}
