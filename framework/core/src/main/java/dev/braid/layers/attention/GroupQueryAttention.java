package dev.braid.layers.attention;

import dev.braid.Activation;
import dev.braid.Constraint;
import dev.braid.Initializer;
import dev.braid.Regularizer;
import dev.braid.Tensor;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Attention in several heads, of which groups share keys and values.
 *
 * <p>The inputs are query, value and perhaps key; one input alone attends to itself.
 */
public final class GroupQueryAttention extends BaseLayer<GroupQueryAttention> {
  private final long headDim;
  private final long queryHeads;
  private final long keyValueHeads;
  private double dropout;
  private boolean useGate;
  private @Nullable Long slidingWindow;
  private boolean causal;
  private boolean returnScores;
  private @Nullable Object seed;

  private Projection query;
  private Projection key;
  private Projection gate;
  private Projection value;
  private Projection output;

  /**
   * A layer.
   *
   * @param headDim the size of queries, keys and values of each head
   * @param queryHeads the number of heads
   * @param keyValueHeads the number of groups, which divides the number of heads
   */
  public GroupQueryAttention(long headDim, long queryHeads, long keyValueHeads) {
    this.headDim = headDim;
    this.queryHeads = queryHeads;
    this.keyValueHeads = keyValueHeads;
    positive("headDim", headDim);
    positive("queryHeads", queryHeads);
    positive("keyValueHeads", keyValueHeads);
    if (queryHeads % keyValueHeads != 0) {
      throw optionRefusal("queryHeads", "a multiple of " + keyValueHeads, queryHeads);
    }
    resetProjections(new Projection(1, 1));
  }

  private void resetProjections(Projection like) {
    query = like.resized("query", 1, queryHeads, headDim);
    key = like.resized("key", 1, keyValueHeads, headDim);
    gate = like.resized("gate", 1, queryHeads, headDim).activation(Activation.SIGMOID);
    value = like.resized("value", 1, keyValueHeads, headDim);
    output = like.resized("attention_output", 2);
  }

  public static GroupQueryAttention read(Config config) {
    GroupQueryAttention layer =
        new GroupQueryAttention(
            config.whole("head_dim", 0),
            config.whole("num_query_heads", 0),
            config.whole("num_key_value_heads", 0));
    double rate = config.number("dropout", 0);
    layer.fractionOrAll("dropout", rate);
    layer.dropout = rate;
    layer.useGate = config.flag("use_gate", false);
    layer.slidingWindow =
        config.get("sliding_window") == null ? null : config.whole("sliding_window", 0);
    layer.seed = config.get("seed");
    layer.resetProjections(layer.query.readFrom(config));
    return layer;
  }

  /** Drops a fraction of the weights. */
  public GroupQueryAttention dropout(double rate) {
    fraction("dropout", rate);
    return with(copy -> copy.dropout = rate);
  }

  /** Multiplies the heads' results by a gate that is computed from the query. */
  public GroupQueryAttention useGate(boolean on) {
    return with(copy -> copy.useGate = on);
  }

  /** Lets each step attend only to steps closer than a distance. */
  public GroupQueryAttention slidingWindow(long steps) {
    positive("slidingWindow", steps);
    return with(copy -> copy.slidingWindow = steps);
  }

  /** Lets each step attend only to itself and to earlier steps. */
  public GroupQueryAttention causal() {
    return causal(true);
  }

  public GroupQueryAttention causal(boolean on) {
    return with(copy -> copy.causal = on);
  }

  public boolean isCausal() {
    return causal;
  }

  /**
   * Returns the attention weights of all heads as a second output; {@code applyAll} applies such a
   * layer.
   */
  public GroupQueryAttention returnAttentionScores(boolean on) {
    return with(copy -> copy.returnScores = on);
  }

  public boolean returnsScores() {
    return returnScores;
  }

  public GroupQueryAttention useBias(boolean on) {
    return projected(projection -> projection.useBias(on));
  }

  public GroupQueryAttention kernelInitializer(Initializer other) {
    return projected(projection -> projection.kernelInitializer(other));
  }

  public GroupQueryAttention biasInitializer(Initializer other) {
    return projected(projection -> projection.biasInitializer(other));
  }

  public GroupQueryAttention kernelRegularizer(Regularizer other) {
    return projected(projection -> projection.kernelRegularizer(other));
  }

  public GroupQueryAttention biasRegularizer(Regularizer other) {
    return projected(projection -> projection.biasRegularizer(other));
  }

  /** Adds a penalty for the output of each projection, as in Keras. */
  public GroupQueryAttention activityRegularizer(Regularizer other) {
    return projected(projection -> projection.activityRegularizer(other));
  }

  public GroupQueryAttention kernelConstraint(Constraint other) {
    return projected(projection -> projection.kernelConstraint(other));
  }

  public GroupQueryAttention biasConstraint(Constraint other) {
    return projected(projection -> projection.biasConstraint(other));
  }

  private GroupQueryAttention projected(UnaryOperator<Projection> change) {
    return with(copy -> copy.resetProjections(change.apply(copy.query)));
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
    boolean fits = inputs.size() == 2 || inputs.size() == 3;
    for (Spec input : inputs) {
      fits &= input.rank() == 2 && input.last() >= 0;
    }
    if (!fits) {
      throw refusal(
          inputs,
          "query, value and perhaps key, each (samples, steps, features of known size)",
          "");
    }
    Spec queries = inputs.get(0);
    Spec keys = inputs.get(inputs.size() - 1);
    if (!inputs.get(1).withLast(1).fits(keys.withLast(1))) {
      throw refusal(inputs, "a key for each value", "");
    }
    if (queries.last() != inputs.get(1).last()) {
      throw refusal(inputs, "queries and values with the same number of features", "");
    }
    List<Spec> outputs = new ArrayList<>();
    outputs.add(Spec.of(queries.shape()));
    if (returnScores) {
      outputs.add(Spec.of(queryHeads, queries.size(0), keys.size(0)));
    }
    return outputs;
  }

  @Override
  public List<Value> callAll(LayerCall call, List<Value> inputs) {
    Value queryValue = inputs.get(0);
    Value queries = headsFirst(call.apply(query, queryValue));
    Value keys = shared(call.apply(key, inputs.get(inputs.size() - 1)));
    Value values = shared(call.apply(value, inputs.get(1)));
    Value scores = queries.multiply(1 / Math.sqrt((double) headDim)).matmul(keys, false, true);
    Value real = AttentionMasks.ofInputs(call, inputs.size(), scores, causal, slidingWindow);
    Value weights = AttentionMasks.weights(scores, real, dropout == 0 && !returnScores);
    boolean drops = call.training() && dropout > 0;
    Value kept = drops ? weights.multiply(call.dropMask(dropout, weights)) : weights;
    Value context = headsFirst(kept.matmul(values));
    if (useGate) {
      context = context.multiply(call.apply(gate, queryValue));
    }
    Value result = call.apply(output, context);
    return returnScores ? List.of(result, weights) : List.of(result);
  }

  /** Exchanges the axes of steps and heads. */
  private static Value headsFirst(Value value) {
    return value.permute(0, 2, 1, 3);
  }

  /** The keys or values of each head, of which groups have the same. */
  private Value shared(Value value) {
    Value groups = headsFirst(value);
    List<Size> sizes = new ArrayList<>(groups.sizes());
    sizes.set(1, Size.of(queryHeads));
    return groups.expand(2).tile(2, queryHeads / keyValueHeads).reshape(sizes);
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  @Override
  public List<Child> children(List<Spec> inputs) {
    Spec queries = inputs.get(0);
    List<Child> children = new ArrayList<>();
    children.add(new Child("_query_dense", query, List.of(queries)));
    children.add(new Child("_key_dense", key, List.of(inputs.get(inputs.size() - 1))));
    if (useGate) {
      children.add(new Child("_gate_dense", gate, List.of(queries)));
    }
    children.add(new Child("_value_dense", value, List.of(inputs.get(1))));
    Spec context = Spec.of(queries.size(0), queryHeads, headDim);
    children.add(new Child("_output_dense", output, List.of(context, queries)));
    return children;
  }

  @Override
  public MaskUse maskUse(int inputs) {
    return MaskUse.CONSUMES;
  }

  @Override
  public String className() {
    return "GroupQueryAttention";
  }

  /** Keras names its class otherwise than it exports it. */
  @Override
  public String automaticName() {
    return "grouped_query_attention";
  }

  @Override
  protected void describe(Config config) {
    config.put("head_dim", headDim);
    config.put("num_query_heads", queryHeads);
    config.put("num_key_value_heads", keyValueHeads);
    config.put("use_bias", query.useBias());
    config.put("use_gate", useGate);
    config.put("sliding_window", slidingWindow);
    config.put("dropout", dropout);
    query.describeOptions(config);
    config.put("seed", seed);
  }
}
