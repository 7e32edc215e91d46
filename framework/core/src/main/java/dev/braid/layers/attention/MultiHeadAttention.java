package dev.braid.layers.attention;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.LayerState;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Binary;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Attention in several heads, each with separate projections.
 *
 * <p>The inputs are query, value, perhaps key, and perhaps an attention mask as the fourth; one
 * input alone attends to itself. The attention mask is 1 where a step of the query may attend to a
 * step of the key: (samples, query steps, key steps), or (samples, heads, query steps, key steps).
 */
public final class MultiHeadAttention extends BaseLayer<MultiHeadAttention> {
  /** The index of the attention mask among the inputs. */
  private static final int ATTENTION_MASK = 3;

  private final long heads;
  private final long keyDim;
  private long valueDim;
  private double dropout;
  private boolean useGate;
  private long[] outputShape = {};
  private long @Nullable [] attentionAxes;
  private @Nullable Long slidingWindow;
  private boolean causal;
  private boolean returnScores;
  private @Nullable Object seed;

  private Projection query;
  private Projection key;
  private Projection gate;
  private Projection value;
  private Projection output;

  public MultiHeadAttention(long heads, long keyDim) {
    this.heads = heads;
    this.keyDim = keyDim;
    this.valueDim = keyDim;
    positive("heads", heads);
    positive("keyDim", keyDim);
    resetProjections(new Projection(1, 1));
  }

  /** Replaces the projections by new ones with the options of an existing one. */
  private void resetProjections(Projection like) {
    query = like.resized("query", 1, heads, keyDim);
    key = like.resized("key", 1, heads, keyDim);
    gate = like.resized("gate", 1, heads, valueDim).activation(Activation.SIGMOID);
    value = like.resized("value", 1, heads, valueDim);
    output = like.resized("attention_output", 2, outputShape);
  }

  public static MultiHeadAttention read(Config config) {
    MultiHeadAttention layer =
        new MultiHeadAttention(config.whole("num_heads", 0), config.whole("key_dim", 0));
    if (config.get("attention_axes") != null) {
      layer = layer.attentionAxes(config.wholes("attention_axes"));
    }
    double rate = config.number("dropout", 0);
    layer = layer.valueDim(config.whole("value_dim", layer.keyDim));
    layer.fractionOrAll("dropout", rate);
    layer.dropout = rate;
    layer.useGate = config.flag("use_gate", false);
    layer.outputShape = config.wholes("output_shape");
    layer.slidingWindow =
        config.get("sliding_window") == null ? null : config.whole("sliding_window", 0);
    layer.seed = config.get("seed");
    layer.resetProjections(layer.query.readFrom(config));
    return layer;
  }

  public long heads() {
    return heads;
  }

  public long keyDim() {
    return keyDim;
  }

  public double dropout() {
    return dropout;
  }

  public boolean gates() {
    return useGate;
  }

  public boolean isCausal() {
    return causal;
  }

  public boolean returnsScores() {
    return returnScores;
  }

  /** The attention window in steps, the step itself included; null for any distance. */
  public @Nullable Long slidingWindow() {
    return slidingWindow;
  }

  public Projection query() {
    return query;
  }

  public Projection key() {
    return key;
  }

  public Projection gate() {
    return gate;
  }

  public Projection value() {
    return value;
  }

  public Projection output() {
    return output;
  }

  /** The size of each head's values; the size of its keys if not set. */
  public MultiHeadAttention valueDim(long size) {
    positive("valueDim", size);
    return changed(copy -> copy.valueDim = size);
  }

  /** Drops a fraction of the weights. */
  public MultiHeadAttention dropout(double rate) {
    fraction("dropout", rate);
    return with(copy -> copy.dropout = rate);
  }

  /** Multiplies the heads' results by a gate that is computed from the query. */
  public MultiHeadAttention useGate(boolean on) {
    return with(copy -> copy.useGate = on);
  }

  /** The features of the output; those of the query if not set. */
  public MultiHeadAttention outputShape(long... shape) {
    return changed(copy -> copy.outputShape = shape.clone());
  }

  /**
   * Sets the axes of the inputs that attention runs along, 0 being the batch axis; by default all
   * between it and the features.
   */
  public MultiHeadAttention attentionAxes(long... axes) {
    if (axes.length == 0 || Arrays.stream(axes).distinct().count() < axes.length) {
      throw optionRefusal("attentionAxes", "one axis or several different ones", list(axes));
    }
    return with(copy -> copy.attentionAxes = axes.clone());
  }

  private static String list(long... axes) {
    return Spec.list(axes);
  }

  /** The attention axes for inputs of a rank that includes the batch axis, in ascending order. */
  public int[] axesAmong(int rank) {
    if (attentionAxes == null) {
      return IntStream.range(1, rank - 1).toArray();
    }
    return Arrays.stream(attentionAxes)
        .mapToInt(axis -> Math.toIntExact(axis < 0 ? axis + rank : axis))
        .sorted()
        .toArray();
  }

  /**
   * The order of a projection's axes (samples, axes…, heads, size) that groups the attention axes:
   * (samples, other axes…, heads, attention axes…, size).
   *
   * @param axes the attention axes, in ascending order
   */
  public static int[] together(int rank, int... axes) {
    IntStream others =
        IntStream.range(1, rank - 2).filter(axis -> Arrays.binarySearch(axes, axis) < 0);
    return Stream.of(
            IntStream.of(0),
            others,
            IntStream.of(rank - 2),
            Arrays.stream(axes),
            IntStream.of(rank - 1))
        .flatMapToInt(each -> each)
        .toArray();
  }

  /** True if the only attention axis is that of the steps, which masks cover. */
  public boolean looksAlongSteps(int rank) {
    return Arrays.equals(axesAmong(rank), new int[] {1});
  }

  /** Lets each step attend only to steps closer than a distance. */
  public MultiHeadAttention slidingWindow(long steps) {
    positive("slidingWindow", steps);
    return with(copy -> copy.slidingWindow = steps);
  }

  /** Lets each step attend only to itself and to earlier steps. */
  public MultiHeadAttention causal() {
    return causal(true);
  }

  public MultiHeadAttention causal(boolean on) {
    return with(copy -> copy.causal = on);
  }

  /**
   * Returns the attention weights of all heads as a second output; {@code applyAll} applies such a
   * layer.
   */
  public MultiHeadAttention returnAttentionScores() {
    return returnAttentionScores(true);
  }

  public MultiHeadAttention returnAttentionScores(boolean on) {
    return with(copy -> copy.returnScores = on);
  }

  public MultiHeadAttention useBias(boolean on) {
    return projected(projection -> projection.useBias(on));
  }

  public MultiHeadAttention kernelInitializer(Initializer other) {
    return projected(projection -> projection.kernelInitializer(other));
  }

  public MultiHeadAttention biasInitializer(Initializer other) {
    return projected(projection -> projection.biasInitializer(other));
  }

  public MultiHeadAttention kernelRegularizer(@Nullable Regularizer other) {
    return projected(projection -> projection.kernelRegularizer(other));
  }

  public MultiHeadAttention biasRegularizer(@Nullable Regularizer other) {
    return projected(projection -> projection.biasRegularizer(other));
  }

  /** Adds a penalty for the output of each projection, as in Keras. */
  public MultiHeadAttention activityRegularizer(@Nullable Regularizer other) {
    return projected(projection -> projection.activityRegularizer(other));
  }

  public MultiHeadAttention kernelConstraint(@Nullable Constraint other) {
    return projected(projection -> projection.kernelConstraint(other));
  }

  public MultiHeadAttention biasConstraint(@Nullable Constraint other) {
    return projected(projection -> projection.biasConstraint(other));
  }

  private MultiHeadAttention projected(UnaryOperator<Projection> change) {
    return with(copy -> copy.resetProjections(change.apply(copy.query)));
  }

  private MultiHeadAttention changed(Consumer<MultiHeadAttention> change) {
    return with(
        copy -> {
          change.accept(copy);
          copy.resetProjections(copy.query);
        });
  }

  @Override
  protected void separate() {
    resetProjections(query);
  }

  /** A single tensor is both query and value. */
  @Override
  public List<Tensor> applyAll(Tensor... inputs) {
    return inputs.length == 1 ? super.applyAll(inputs[0], inputs[0]) : super.applyAll(inputs);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    int rank = inputs.isEmpty() ? 0 : inputs.get(0).rank();
    boolean fits = rank >= 2 && inputs.size() >= 2 && inputs.size() <= ATTENTION_MASK + 1;
    for (Spec input : sequences(inputs)) {
      fits &= input.rank() == rank && input.last() >= 0;
    }
    if (!fits) {
      throw refusal(
          inputs,
          "query, value and perhaps key, each (samples, steps, features of known size)",
          "");
    }
    Spec querySpec = inputs.get(0);
    Spec keys = keyOf(inputs);
    checkAxes(inputs, axesAmong(rank + 1));
    if (inputs.size() > ATTENTION_MASK) {
      String expected =
          AttentionMasks.expected(
              inputs.get(ATTENTION_MASK),
              scores(querySpec, keys, axesAmong(rank + 1)),
              axesAmong(rank + 1).length);
      if (!expected.isEmpty()) {
        throw refusal(inputs, expected, "");
      }
    }
    if (!inputs.get(1).withLast(1).fits(keys.withLast(1))) {
      throw refusal(inputs, "a key for each value", "");
    }
    List<Spec> outputs = new ArrayList<>(output.outputs(context(inputs)));
    if (returnScores) {
      outputs.add(scores(querySpec, keys, axesAmong(rank + 1)));
    }
    return outputs;
  }

  private void checkAxes(List<Spec> inputs, int... axes) {
    int rank = inputs.get(0).rank();
    for (int axis : axes) {
      if (attentionAxes != null && (axis < 1 || axis >= rank)) {
        throw refusal(
            inputs, "attention axes from 1 to " + (rank - 1) + ", not " + list(attentionAxes), "");
      }
    }
    if ((causal || slidingWindow != null) && !looksAlongSteps(rank + 1)) {
      throw refusal(
          inputs,
          "attention along axis 1 alone, since causal and slidingWindow apply to steps",
          "");
    }
    for (int axis = 1; axis < rank; axis++) {
      long size = inputs.get(0).size(axis - 1);
      long other = inputs.get(1).size(axis - 1);
      boolean along = Arrays.binarySearch(axes, axis) >= 0;
      if (!along && size >= 0 && other >= 0 && size != other) {
        throw refusal(inputs, "the same sizes along axes without attention", "");
      }
    }
  }

  /**
   * Rejects masks that do not cover the attention axes.
   *
   * @param axes the number of axes of each mask, the batch axis included
   */
  public void checkMasks(List<Spec> inputs, int... axes) {
    if (Arrays.stream(axes).anyMatch(count -> count != 2)) {
      throw refusal(inputs, "masks with one value for each step", "");
    }
    if (axes.length > 0 && !looksAlongSteps(inputs.get(0).rank() + 1)) {
      throw refusal(
          inputs,
          "inputs without a mask, since a mask covers only the steps and not other axes",
          "");
    }
  }

  /** Axes without attention, heads, axes of the query, axes of the key. */
  private Spec scores(Spec querySpec, Spec keys, int... axes) {
    List<Long> sizes = new ArrayList<>();
    for (int axis = 1; axis < querySpec.rank(); axis++) {
      if (Arrays.binarySearch(axes, axis) < 0) {
        sizes.add(querySpec.size(axis - 1));
      }
    }
    sizes.add(heads);
    for (Spec each : List.of(querySpec, keys)) {
      for (int axis : axes) {
        sizes.add(each.size(axis - 1));
      }
    }
    return Spec.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }

  /** The inputs without the attention mask. */
  public static <T> List<T> sequences(List<T> inputs) {
    return inputs.subList(0, Math.min(ATTENTION_MASK, inputs.size()));
  }

  private static <T> T keyOf(List<T> inputs) {
    return inputs.get(Math.min(ATTENTION_MASK, inputs.size()) - 1);
  }

  private List<Spec> context(List<Spec> inputs) {
    Spec querySpec = inputs.get(0);
    long[] shape = Arrays.copyOf(querySpec.shape(), querySpec.rank() + 1);
    shape[querySpec.rank() - 1] = heads;
    shape[querySpec.rank()] = valueDim;
    return List.of(Spec.of(shape), querySpec);
  }

  @Override
  public List<Value> callAll(LayerCall call, List<Value> inputs) {
    Value queryValue = inputs.get(0);
    Value queries = call.apply(query, queryValue);
    Value keys = call.apply(key, keyOf(inputs));
    AttentionAxes axes = new AttentionAxes(axesAmong(queryValue.rank()), queries, keys);
    Value scaled = axes.heads(queries).multiply(1 / Math.sqrt((double) keyDim));
    Value keyHeads = axes.heads(keys);
    Value values = axes.heads(call.apply(value, inputs.get(1)));
    Value scores = scaled.matmul(keyHeads, false, true);
    Value real = mask(call, inputs, axes, scores);
    boolean plain = dropout == 0 && !returnScores && scores.rank() == 4;
    Value weights = AttentionMasks.weights(scores, real, plain);
    boolean drops = call.training() && dropout > 0;
    Value kept = drops ? weights.multiply(call.dropMask(dropout, weights)) : weights;
    Value context = axes.steps(kept.matmul(values));
    if (useGate) {
      context = context.multiply(call.apply(gate, queryValue));
    }
    Value result = call.apply(output, context);
    return returnScores ? List.of(result, axes.scores(weights)) : List.of(result);
  }

  private @Nullable Value mask(LayerCall call, List<Value> all, AttentionAxes axes, Value scores) {
    List<Value> inputs = sequences(all);
    List<@Nullable Value> masks = IntStream.range(0, inputs.size()).mapToObj(call::mask).toList();
    checkMasks(
        specs(inputs), masks.stream().filter(Objects::nonNull).mapToInt(Value::rank).toArray());
    Value real = AttentionMasks.ofInputs(call, inputs.size(), scores, causal, slidingWindow);
    if (all.size() > ATTENTION_MASK) {
      Value given = all.get(ATTENTION_MASK).detach().binary(Binary.NOT_EQUAL, 0);
      real = AttentionMasks.both(axes.mask(given.asTypeOf(scores), scores), real);
    }
    return real;
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  @Override
  public List<Child> children(List<Spec> inputs) {
    List<Spec> querySpec = List.of(inputs.get(0));
    List<Child> children = new ArrayList<>();
    children.add(new Child("query_dense", query, querySpec));
    children.add(new Child("key_dense", key, List.of(keyOf(inputs))));
    if (useGate) {
      children.add(new Child("_gate_dense", gate, querySpec));
    }
    children.add(new Child("value_dense", value, List.of(inputs.get(1))));
    children.add(new Child("output_dense", output, context(inputs)));
    return children;
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.CONSUMES;
  }

  @Override
  public String className() {
    return "MultiHeadAttention";
  }

  @Override
  protected void describe(Config config) {
    config.put("num_heads", heads);
    config.put("key_dim", keyDim);
    config.put("value_dim", valueDim);
    config.put("dropout", dropout);
    config.put("use_bias", query.useBias());
    config.put("use_gate", useGate);
    config.put("output_shape", outputShape.length == 0 ? null : outputShape);
    config.put("attention_axes", writtenAxes());
    config.put("sliding_window", slidingWindow);
    query.describeOptions(config);
    config.put("seed", seed);
  }

  /** The axes as Keras writes them after the layer is built. */
  private @Nullable Object writtenAxes() {
    List<Spec> built = LayerState.of(this).builtFor();
    return built == null ? attentionAxes : axesAmong(built.get(0).rank() + 1);
  }
}
