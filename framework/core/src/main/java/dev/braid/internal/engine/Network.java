package dev.braid.internal.engine;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.internal.compute.BufferPool;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.engine.graph.CompiledGraph;
import dev.braid.internal.engine.graph.Head;
import dev.braid.internal.engine.graph.Plan;
import dev.braid.internal.engine.graph.WeightStore;
import dev.braid.internal.engine.kernels.CarriedStates;
import dev.braid.internal.engine.updates.Parameter;
import dev.braid.internal.engine.updates.UpdatedWeight;
import dev.braid.internal.engine.view.GraphView;
import dev.braid.internal.engine.view.LiveGraph;
import dev.braid.internal.environment.Environment;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.internal.graph.Functional;
import dev.braid.internal.graph.Topology;
import dev.braid.internal.graph.WeightCell;
import dev.braid.internal.graph.WeightPaths;
import dev.braid.internal.random.Seeds;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model that can run: its compiled graph, and its weights by path. */
public final class Network {
  private final CompiledGraph compiled;
  private final GraphView view;
  private final BatchMemoryCheck batches;
  private final List<StoredWeight> weights;
  private final long[] versions;
  private final BufferPool.Pools memory = new BufferPool.Pools();
  private final ModelLock lock;
  private final String modelName;

  /**
   * A weight and its view in the store.
   *
   * @param path the names of layer and weight, such as {@code label/kernel}
   */
  public record StoredWeight(String path, WeightCell cell, WeightStore.View view) {
    /** The weight as its optimizer sees it. */
    public UpdatedWeight updated() {
      return new UpdatedWeight(path, cell, view);
    }
  }

  /** Creates a network with the execution policy of the program's system properties. */
  public Network(Functional model, DataType type) {
    this(model, type, ExecutionPolicy.fromSystemProperties());
  }

  public Network(Functional model, DataType type, ExecutionPolicy policy) {
    Environment.start();
    Plan plan = Plan.of(model);
    MemoryCheck.weights(model, plan, type);
    this.batches = new BatchMemoryCheck(model, plan, type);
    this.compiled = new CompiledGraph(plan, model.outputNames(), type, policy);
    this.view = new GraphView(compiled);
    this.modelName = model.name();
    this.lock = new ModelLock(store()::isPending, store()::settleWeights);
    List<StoredWeight> ordered = new ArrayList<>();
    collect(model, "", new HashSet<>(), ordered);
    this.weights = List.copyOf(ordered);
    this.versions = new long[weights.size()];
    initialize();
  }

  /** Collects the weights in Keras' order: layer by layer, those of nested models in place. */
  private void collect(
      Functional model, String path, Set<WeightCell> visited, List<StoredWeight> out) {
    for (Layer layer : Topology.of(model).layers()) {
      if (layer instanceof Functional inner) {
        collect(inner, path + inner.name() + "/", visited, out);
        continue;
      }
      WeightPaths.of(layer, Topology.of(model).specsOf(layer))
          .forEach(
              (cell, inside) -> {
                if (visited.add(cell)) {
                  String name = path + layer.name() + "/" + inside;
                  out.add(new StoredWeight(name, cell, compiled.view(cell)));
                }
              });
    }
  }

  private void initialize() {
    SplittableRandom random = new SplittableRandom(Seeds.next());
    for (int i = 0; i < versions.length; i++) {
      WeightCell cell = weights.get(i).cell();
      if (cell.newest().array() == null) {
        assign(i, cell.spec().initializer().values(cell.spec().shape(), random));
      }
    }
    takeNewest();
  }

  /** Returns the view in Deeplearning4j with the newest weights; the first call creates it. */
  public LiveGraph graph() {
    refuseStage("graph()", "texts and integers of 64 bits cannot pass through a ComputationGraph");
    return read(view::graph);
  }

  /** Refuses a call that gets data without the layers that run before the numeric graph. */
  public void refuseStage(String call, String why) {
    if (!plan().stage().isEmpty()) {
      // without a layer, an unused input of texts is left out
      Optional<Layer> first = plan().stage().layers().stream().findFirst();
      throw StructureException.of(
          call + " does not fit the model \"" + modelName + '"',
          new Problem(
              "layer-before-graph",
              first.map(Layer::nameOrAutomatic).orElse(""),
              "layers that compute in the numeric graph",
              "received "
                  + first.map(Layer::label).orElse("an input of texts")
                  + ", which is before it: "
                  + why,
              "Build a model of the layers behind it for this, with an input(…) in its place."));
    }
  }

  /** Sets who answers what Deeplearning4j asks the view about the model. */
  public void setOwner(LiveGraph.Owner model) {
    view.setOwner(model);
  }

  /** Returns the view that is notified of training. */
  GraphView view() {
    return view;
  }

  /** Applies a compilation: the losses, and the update that ends a step of the view. */
  void compile(List<Head> heads, Runnable update) {
    compiled.setHeads(heads);
    view.setUpdate(update);
  }

  public CompiledGraph compiled() {
    return compiled;
  }

  public Plan plan() {
    return compiled.plan();
  }

  public DataType dataType() {
    return compiled.dataType();
  }

  /** Returns all weights as one vector. */
  public INDArray parameters() {
    return compiled.parameters();
  }

  /** Returns the policy that selects the code of layers, losses and updates. */
  public ExecutionPolicy policy() {
    return compiled.policy();
  }

  public List<StoredWeight> weights() {
    return weights;
  }

  public INDArray gradients() {
    settle();
    return compiled.gradients();
  }

  /** Returns whether all gradients of this step are finite. */
  boolean hasFiniteGradients() {
    if (weights.isEmpty()) {
      return true;
    }
    INDArray all = compiled.gradients();
    return Floats.supports(dataType(), all.length())
        ? store().hasFiniteGradients(Floats.lasting(all))
        : Double.isFinite(gradients().sumNumber().doubleValue());
  }

  /** Returns whether all gradients of this step are finite and far from overflowing. */
  boolean hasSmallGradients() {
    INDArray all = compiled.gradients();
    if (weights.isEmpty()) {
      return true;
    }
    return Floats.supports(dataType(), all.length())
        ? store().hasSmallGradients(Floats.lasting(all))
        : hasFiniteGradients() && gradients().amaxNumber().doubleValue() < BlockwiseLoops.SMALL;
  }

  /** Returns the weights that an update may change now. */
  List<Parameter> trainable() {
    List<Parameter> trainable = new ArrayList<>();
    for (StoredWeight weight : weights) {
      if (weight.cell().trainable()) {
        trainable.add(new Parameter(weight.cell(), weight.view(), weight.cell().owner().rate()));
      }
    }
    return trainable;
  }

  /** Copies weights that other models have written to shared layers. */
  public void takeNewest() {
    for (int i = 0; i < weights.size(); i++) {
      WeightCell cell = weights.get(i).cell();
      if (cell.version() != versions[i] && !lock.isHeld()) {
        copyFrom(cell.newest().lock());
      }
    }
  }

  /** Copies all weights of which a model has the newest values, as of one of its steps. */
  private void copyFrom(Object source) {
    lock.changeWith(
        (ModelLock) source,
        () -> {
          for (int i = 0; i < weights.size(); i++) {
            WeightCell cell = weights.get(i).cell();
            long version = cell.version();
            WeightCell.Newest newest = cell.newest();
            if (version != versions[i] && newest.lock() == source) {
              INDArray own = weights.get(i).view().array();
              INDArray array = (INDArray) newest.array();
              if (array != own) {
                own.assign(array);
              }
              versions[i] = version;
            }
          }
        });
  }

  /** Records that this network has the newest weights. */
  void markNewest() {
    for (int i = 0; i < versions.length; i++) {
      versions[i] = weights.get(i).cell().wrote(weights.get(i).view(), lock);
    }
  }

  /** Brings all arrays up to date for code that reads them directly. */
  void settle() {
    change(store()::settle);
  }

  /** Changes weights from outside and records that they are the newest. */
  public void write(Runnable change) {
    settle();
    change(change);
    markNewest();
  }

  /** Sets one weight from values in C order. */
  public void assign(int weight, float[] values) {
    WeightStore.View view = weights.get(weight).view();
    change(
        () -> {
          write(values, view.array());
          versions[weight] = weights.get(weight).cell().wrote(view, lock);
        });
  }

  /**
   * Sets all weights from values in C order; those without values are unchanged. Concurrent readers
   * see either all old or all new weights.
   */
  public void assign(List<float[]> values) {
    change(
        () -> {
          for (int i = 0; i < values.size(); i++) {
            if (values.get(i) != null) {
              assign(i, values.get(i));
            }
          }
        });
  }

  private static void write(float[] values, INDArray array) {
    if (Floats.supports(array.dataType(), array.length())) {
      Floats.of(array).buffer().put(0, values);
    } else {
      array.assign(Nd4j.createFromArray(values).reshape('c', array.shape()));
    }
  }

  /** Changes weights while no other thread reads them. */
  void change(Runnable change) {
    lock.change(change);
  }

  /** Reads weights of one step: no update or assignment happens meanwhile. */
  public <T> T read(Supplier<T> reading) {
    takeNewest();
    return lock.read(reading);
  }

  /** Predicts a batch outside of any workspace; any number of threads may call it at once. */
  public List<INDArray> predict(List<INDArray> inputs) {
    try (CarriedStates states = new CarriedStates()) {
      return predict(inputs, Collections.nCopies(inputs.size(), null), states);
    }
  }

  /**
   * Predicts a batch with masks.
   *
   * @param masks one mask per input; null if nothing is masked
   * @param states the states that stateful layers continue from
   */
  public List<INDArray> predict(List<INDArray> inputs, List<INDArray> masks, CarriedStates states) {
    return read(() -> predictions(inputs, masks, states));
  }

  private List<INDArray> predictions(
      List<INDArray> inputs, List<INDArray> masks, CarriedStates states) {
    try (MemoryWorkspace ignored = StepWorkspace.enter("PREDICT");
        BufferPool own = memory.enter()) {
      Pass pass = new Pass(this, false, false, 0, states);
      pass.forward(inputs, masks);
      List<INDArray> outputs = new ArrayList<>();
      try (MemoryWorkspace outside = StepWorkspace.leave()) {
        for (int i = 0; i < plan().outputs().size(); i++) {
          outputs.add(Floats.duplicate(pass.output(i).array()));
        }
      }
      states.commit();
      return outputs;
    } finally {
      states.discard();
    }
  }

  /** Returns the path of a weight. */
  String path(WeightCell cell) {
    return weights.stream()
        .filter(weight -> weight.cell() == cell)
        .map(StoredWeight::path)
        .findFirst()
        .orElse(cell.spec().name());
  }

  /** Returns the layer of the first weight with a non-finite gradient, or an empty string. */
  String firstGradientNotFinite() {
    for (StoredWeight weight : weights) {
      double sum = weight.view().gradient().sumNumber().doubleValue();
      if (!Double.isFinite(sum)) {
        return weight.path().substring(0, weight.path().lastIndexOf('/'));
      }
    }
    return "";
  }

  /** Rejects a batch whose arrays do not fit into the free memory. */
  void checkMemory(List<INDArray> inputs, boolean keepsResults) {
    batches.check(inputs, keepsResults);
  }

  /** Returns the memory that the steps of this network share. */
  BufferPool.Pools memory() {
    return memory;
  }

  WeightStore store() {
    return compiled.store();
  }
}
