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

/**
 * What a formula sees beside its inputs: weights, whether it is training, random draws, losses to
 * add.
 */
public final class CallScope {
  private final Shared shared;
  private final Layer layer;

  /** What was made once in the present sequence; null outside of sequences. */
  private final Map<Once, Value> once;

  private record Once(LayerState layer, String name) {}

  /** What all scopes of one call have in common. */
  private static final class Shared {
    private final KernelCall call;
    private final Tape tape;
    private final Map<WeightCell, Value> weights = new HashMap<>();
    private final List<Value> losses = new ArrayList<>();
    private long draws;

    Shared(KernelCall call, Tape tape) {
      this.call = call;
      this.tape = tape;
    }
  }

  CallScope(KernelCall call, Tape tape, Layer layer) {
    this(new Shared(call, tape), layer, null);
  }

  private CallScope(Shared shared, Layer layer, Map<Once, Value> once) {
    this.shared = shared;
    this.layer = layer;
    this.once = once;
  }

  /** The same call seen by a layer inside this one. */
  public CallScope inside(Layer child) {
    return new CallScope(shared, child, once);
  }

  /** The same call seen by a layer inside this one at all steps of one sequence. */
  CallScope insideSequence(Layer child) {
    return new CallScope(shared, child, new HashMap<>());
  }

  /** A value that is made at the first step of a sequence and is the same at all others. */
  Value once(String name, Supplier<Value> made) {
    if (once == null) {
      return made.get();
    }
    Once key = new Once(LayerState.of(layer), name);
    Value known = once.get(key);
    if (known == null) {
      known = made.get();
      once.put(key, known);
    }
    return known;
  }

  public Value weight(String name) {
    return shared.weights.computeIfAbsent(LayerState.of(layer).cell(name), this::read);
  }

  private Value read(WeightCell cell) {
    INDArray array = shared.call.weight(cell);
    return shared.tape != null && cell.trainable()
        ? shared.tape.variable(array)
        : Value.constant(array);
  }

  public boolean training() {
    return shared.call.training();
  }

  /** True where the layer is frozen. */
  public boolean frozen() {
    return !LayerState.of(layer).trainable();
  }

  /** Changes a statistic of the layer once the step is known to be good. */
  public void assign(String weight, INDArray value) {
    WeightCell cell = LayerState.of(layer).cell(weight);
    shared.call.assign(cell, value);
    shared.weights.remove(cell);
  }

  /** What the layer continues from, empty at first. */
  public List<Value> carried() {
    return shared.call.carried(layer).stream().map(Value::constant).toList();
  }

  /** Lets the layer continue from these values at its next call. */
  public void carry(List<Value> values) {
    shared.call.carry(layer, values.stream().map(Value::array).toList());
  }

  /** Adds the sum of all elements to the loss of the step. */
  public void addLoss(Value loss) {
    INDArray array = loss.array();
    shared.losses.add(loss);
    shared.call.addLoss(array.length() == 1 ? array.getDouble(0) : array.sumNumber().doubleValue());
  }

  /** Numbers in [0, 1), other ones at each step and each call. */
  public INDArray uniform(DataType type, long... shape) {
    return uniform(null, type, shape);
  }

  /** {@link #uniform(DataType, long...)} with a layer's own seed, null for none. */
  public INDArray uniform(Long seed, DataType type, long... shape) {
    SplittableRandom random = random(seed);
    float[] numbers = new float[length(shape)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (random.nextInt() >>> 8) * 0x1.0p-24f;
    }
    return Nd4j.createFromArray(numbers).castTo(type).reshape('c', shape);
  }

  /** Normally distributed numbers of mean 0 and variance 1. */
  public INDArray normal(DataType type, long... shape) {
    return normal(null, type, shape);
  }

  /** {@link #normal(DataType, long...)} with a layer's own seed, null for none. */
  public INDArray normal(Long seed, DataType type, long... shape) {
    SplittableRandom random = random(seed);
    float[] numbers = new float[length(shape)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(numbers).castTo(type).reshape('c', shape);
  }

  private SplittableRandom random(Long seed) {
    return new SplittableRandom(RandomDraws.seed(shared.call, seed, shared.draws++));
  }

  private static int length(long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return Math.toIntExact(length);
  }

  List<Value> losses() {
    return shared.losses;
  }

  Map<WeightCell, Value> weights() {
    return shared.weights;
  }
}
