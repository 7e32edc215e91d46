package dev.braid.internal.engine;

import dev.braid.Layer;
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
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A model that runs: its compiled graph, and its weights under their paths. */
public final class Network {
  private final CompiledGraph compiled;
  private final GraphView view;
  private final BatchMemoryCheck batches;
  private final List<StoredWeight> weights;
  private final long[] seen;
  private final BufferPool.Pools memory = new BufferPool.Pools();
  private final ModelLock lock;

  /**
   * A weight in its place.
   *
   * @param path layer and weight, such as {@code label/kernel}
   */
  public record StoredWeight(String path, WeightCell cell, WeightStore.View view) {
    /** The weight as its optimizer sees it. */
    public UpdatedWeight updated() {
      return new UpdatedWeight(path, cell, view);
    }
  }

  /** A network that runs as the program's system properties ask for. */
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
    this.lock = new ModelLock(store()::waits, store()::settleWeights);
    List<StoredWeight> ordered = new ArrayList<>();
    collect(model, "", new HashSet<>(), ordered);
    this.weights = List.copyOf(ordered);
    this.seen = new long[weights.size()];
    initialize();
  }

  /** Keras' order: layer by layer, nested models inside out. */
  private void collect(
      Functional model, String path, Set<WeightCell> seen, List<StoredWeight> out) {
    for (Layer layer : Topology.of(model).layers()) {
      if (layer instanceof Functional inner) {
        collect(inner, path + inner.name() + "/", seen, out);
        continue;
      }
      WeightPaths.of(layer, Topology.of(model).specsOf(layer))
          .forEach(
              (cell, inside) -> {
                if (seen.add(cell)) {
                  String name = path + layer.name() + "/" + inside;
                  out.add(new StoredWeight(name, cell, compiled.view(cell)));
                }
              });
    }
  }

  private void initialize() {
    SplittableRandom random = new SplittableRandom(Seeds.next());
    for (int i = 0; i < seen.length; i++) {
      WeightCell cell = weights.get(i).cell();
      if (cell.newest().array() == null) {
        assign(i, cell.spec().initializer().values(cell.spec().shape(), random));
      }
    }
    takeNewest();
  }

  /** The view of this network in Deeplearning4j with its newest weights, made by the first call. */
  public LiveGraph graph() {
    return read(view::graph);
  }

  /** Sets who answers what Deeplearning4j asks the view about the model. */
  public void setOwner(LiveGraph.Owner model) {
    view.setOwner(model);
  }

  /** What Deeplearning4j is to be told of training. */
  GraphView view() {
    return view;
  }

  /** Takes up what compile said: the losses, and the update that ends a step of the view. */
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

  /** All weights as one vector. */
  public INDArray parameters() {
    return compiled.parameters();
  }

  /** Which code computes the layers, losses and updates. */
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

  /** False where a gradient of this step is infinite or not a number. */
  boolean finiteGradients() {
    if (weights.isEmpty()) {
      return true;
    }
    INDArray all = compiled.gradients();
    return Floats.supports(dataType(), all.length())
        ? store().finite(Floats.lasting(all))
        : Double.isFinite(gradients().sumNumber().doubleValue());
  }

  /** Whether all gradients of this step are far from overflowing; implies that they are finite. */
  boolean smallGradients() {
    INDArray all = compiled.gradients();
    if (weights.isEmpty()) {
      return true;
    }
    return Floats.supports(dataType(), all.length())
        ? store().small(Floats.lasting(all))
        : finiteGradients() && gradients().amaxNumber().doubleValue() < BlockwiseLoops.SMALL;
  }

  /** The weights that an update may change now. */
  List<Parameter> trainable() {
    List<Parameter> trainable = new ArrayList<>();
    for (StoredWeight weight : weights) {
      if (weight.cell().trainable()) {
        trainable.add(new Parameter(weight.cell(), weight.view(), weight.cell().owner().rate()));
      }
    }
    return trainable;
  }

  /** Takes over what other models that share layers have written since. */
  public void takeNewest() {
    for (int i = 0; i < weights.size(); i++) {
      WeightCell cell = weights.get(i).cell();
      if (cell.version() != seen[i] && !lock.isHeld()) {
        takeFrom(cell.newest().lock());
      }
    }
  }

  /** Takes over all weights that a model has newest, as they are after one of its steps. */
  private void takeFrom(Object source) {
    lock.changeWith(
        (ModelLock) source,
        () -> {
          for (int i = 0; i < weights.size(); i++) {
            WeightCell cell = weights.get(i).cell();
            long version = cell.version();
            WeightCell.Newest newest = cell.newest();
            if (version != seen[i] && newest.lock() == source) {
              INDArray mine = weights.get(i).view().array();
              INDArray array = (INDArray) newest.array();
              if (array != mine) {
                mine.assign(array);
              }
              seen[i] = version;
            }
          }
        });
  }

  /** Notes that this network's weights are now the newest. */
  void wrote() {
    for (int i = 0; i < seen.length; i++) {
      seen[i] = weights.get(i).cell().wrote(weights.get(i).view(), lock);
    }
  }

  /** Brings all arrays up to date, for code that reads them directly. */
  void settle() {
    change(store()::settle);
  }

  /** Changes weights from outside and notes that they are the newest. */
  public void write(Runnable writing) {
    settle();
    change(writing);
    wrote();
  }

  /** Sets one weight, given in C order. */
  public void assign(int weight, float[] values) {
    WeightStore.View view = weights.get(weight).view();
    change(
        () -> {
          write(values, view.array());
          seen[weight] = weights.get(weight).cell().wrote(view, lock);
        });
  }

  /**
   * Sets all weights, given in C order, but those that are null; whoever reads meanwhile finds all
   * old or all new.
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
  void change(Runnable writing) {
    lock.change(writing);
  }

  /** Reads weights of one step: no update and no assignment is made meanwhile. */
  public <T> T read(Supplier<T> reading) {
    takeNewest();
    return lock.read(reading);
  }

  /** Predictions for a batch, outside of any workspace; many threads may call it at once. */
  public List<INDArray> predict(List<INDArray> inputs) {
    try (CarriedStates states = new CarriedStates()) {
      return predict(inputs, Collections.nCopies(inputs.size(), null), states);
    }
  }

  /**
   * The same where some steps do not count.
   *
   * @param masks one for each input; null where all steps count
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

  /** The path of a weight. */
  String path(WeightCell cell) {
    return weights.stream()
        .filter(weight -> weight.cell() == cell)
        .map(StoredWeight::path)
        .findFirst()
        .orElse(cell.spec().name());
  }

  /** The layer of the first weight whose gradient is not finite, or empty. */
  String firstGradientNotFinite() {
    for (StoredWeight weight : weights) {
      double sum = weight.view().gradient().sumNumber().doubleValue();
      if (!Double.isFinite(sum)) {
        return weight.path().substring(0, weight.path().lastIndexOf('/'));
      }
    }
    return "";
  }

  /** Refuses a batch whose arrays do not fit into the memory that is free. */
  void checkMemory(List<INDArray> inputs, boolean remembers) {
    batches.check(inputs, remembers);
  }

  /** Memory that the steps of this network share. */
  BufferPool.Pools memory() {
    return memory;
  }

  WeightStore store() {
    return compiled.store();
  }
}
