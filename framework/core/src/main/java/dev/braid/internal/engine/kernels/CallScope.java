package dev.braid.internal.engine.kernels;

import dev.braid.Layer;
import dev.braid.internal.graph.LayerState;
import dev.braid.internal.graph.WeightCell;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What a formula can access beside its inputs: weights, training mode, random draws, losses. */
public final class CallScope {
  private final CallState state;
  private final Layer layer;

  /** The values of the current sequence that were computed once; null outside of sequences. */
  private final Map<OnceKey, Value> once;

  private record OnceKey(LayerState layer, String name) {}

  /** The state that all scopes of one call share. */
  private static final class CallState {
    private final KernelCall call;
    private final Tape tape;
    private final Map<WeightCell, Value> weights = new HashMap<>();
    private final List<Value> losses = new ArrayList<>();
    private long draws;

    CallState(KernelCall call, Tape tape) {
      this.call = call;
      this.tape = tape;
    }
  }

  CallScope(KernelCall call, Tape tape, Layer layer) {
    this(new CallState(call, tape), layer, null);
  }

  private CallScope(CallState state, Layer layer, Map<OnceKey, Value> once) {
    this.state = state;
    this.layer = layer;
    this.once = once;
  }

  /** Returns the scope of a layer inside this one. */
  public CallScope inside(Layer child) {
    return new CallScope(state, child, once);
  }

  /** Returns the scope of a layer inside this one for all steps of one sequence. */
  CallScope insideSequence(Layer child) {
    return new CallScope(state, child, new HashMap<>());
  }

  /** Returns a value that is computed at the first step of a sequence and reused at the others. */
  Value once(String name, Supplier<Value> supplier) {
    if (once == null) {
      return supplier.get();
    }
    OnceKey key = new OnceKey(LayerState.of(layer), name);
    Value value = once.get(key);
    if (value == null) {
      value = supplier.get();
      once.put(key, value);
    }
    return value;
  }

  public Value weight(String name) {
    return state.weights.computeIfAbsent(LayerState.of(layer).cell(name), this::read);
  }

  private Value read(WeightCell cell) {
    INDArray array = state.call.weight(cell);
    return state.tape != null && cell.trainable()
        ? state.tape.variable(array)
        : Value.constant(array);
  }

  public boolean training() {
    return state.call.training();
  }

  /** Returns whether the layer is frozen. */
  public boolean frozen() {
    return !LayerState.of(layer).trainable();
  }

  /** Changes a statistic of the layer after the step was found to be finite. */
  public void assign(String weight, INDArray value) {
    WeightCell cell = LayerState.of(layer).cell(weight);
    state.call.assign(cell, value);
    state.weights.remove(cell);
  }

  /** Returns the state that the layer continues from; empty at first. */
  public List<Value> carried() {
    return state.call.carried(layer).stream().map(Value::constant).toList();
  }

  /** Sets the state that the layer continues from at its next call. */
  public void carry(List<Value> values) {
    state.call.carry(layer, values.stream().map(Value::array).toList());
  }

  /** Adds the sum of all elements to the loss of the step. */
  public void addLoss(Value loss) {
    INDArray array = loss.array();
    state.losses.add(loss);
    state.call.addLoss(array.length() == 1 ? array.getDouble(0) : array.sumNumber().doubleValue());
  }

  /** Returns uniform random values in [0, 1), different at each step and each call. */
  public INDArray uniform(DataType type, long... shape) {
    return uniform(null, type, shape);
  }

  /** Returns the values of {@link #uniform(DataType, long...)} for a layer's seed, or null. */
  public INDArray uniform(Long seed, DataType type, long... shape) {
    SplittableRandom random = random(seed);
    float[] values = new float[length(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt() >>> 8) * 0x1.0p-24f;
    }
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }

  /** Returns normally distributed values of mean 0 and variance 1. */
  public INDArray normal(DataType type, long... shape) {
    return normal(null, type, shape);
  }

  /** Returns the values of {@link #normal(DataType, long...)} for a layer's seed, or null. */
  public INDArray normal(Long seed, DataType type, long... shape) {
    SplittableRandom random = random(seed);
    float[] values = new float[length(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
  }

  private SplittableRandom random(Long seed) {
    return new SplittableRandom(RandomDraws.seed(state.call, seed, state.draws++));
  }

  private static int length(long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return Math.toIntExact(length);
  }

  List<Value> losses() {
    return state.losses;
  }

  Map<WeightCell, Value> weights() {
    return state.weights;
  }
}
