package dev.braid.layers.attention;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A layer that computes for each step of a query a mean of values, weighted by how well their keys
 * match.
 *
 * <p>The inputs are query, value and perhaps key; without one the values are the keys.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseAttention<L extends BaseAttention<L>> extends BaseLayer<L>
    permits AdditiveAttention, Attention {
  private boolean useScale;
  private double dropout;
  private boolean causal;
  private boolean returnScores;
  private @Nullable Object seed;

  BaseAttention(boolean useScale) {
    this.useScale = useScale;
  }

  public final boolean scales() {
    return useScale;
  }

  public final double dropout() {
    return dropout;
  }

  public final boolean isCausal() {
    return causal;
  }

  public final boolean returnsScores() {
    return returnScores;
  }

  /** Multiplies the scores by a trainable factor. */
  public final L useScale(boolean on) {
    return with(copy -> copy.base().useScale = on);
  }

  /** Drops a fraction of the weights. */
  public final L dropout(double rate) {
    fraction("dropout", rate);
    return with(copy -> copy.base().dropout = rate);
  }

  /** Lets each step attend only to itself and to earlier steps. */
  public final L causal() {
    return causal(true);
  }

  public final L causal(boolean on) {
    return with(copy -> copy.base().causal = on);
  }

  /** Returns the attention weights as a second output; {@code applyAll} applies such a layer. */
  public final L returnAttentionScores() {
    return returnAttentionScores(true);
  }

  public final L returnAttentionScores(boolean on) {
    return with(copy -> copy.base().returnScores = on);
  }

  /** Gives access to the private fields through the class that declares them. */
  final BaseAttention<L> base() {
    return this;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    boolean fits = inputs.size() == 2 || inputs.size() == 3;
    for (Spec input : inputs) {
      fits &= input.rank() == 2;
    }
    if (!fits) {
      throw refusal(inputs, "query, value and perhaps key, each (samples, steps, features)", "");
    }
    Spec query = inputs.get(0);
    Spec value = inputs.get(1);
    Spec key = inputs.get(inputs.size() - 1);
    if (query.last() < 0 || query.last() != key.last()) {
      throw refusal(inputs, "as many features in the query as in the key", "");
    }
    if (value.size(0) >= 0 && key.size(0) >= 0 && value.size(0) != key.size(0)) {
      throw refusal(inputs, "a key for each value", "");
    }
    List<Spec> outputs = new ArrayList<>();
    outputs.add(Spec.of(query.size(0), value.last()));
    if (returnScores) {
      outputs.add(Spec.of(query.size(0), key.size(0)));
    }
    return outputs;
  }

  /** The scores of each key for each query: (samples, query steps, key steps). */
  abstract Value scores(LayerCall call, Value query, Value key);

  @Override
  public final List<Value> callAll(LayerCall call, List<Value> inputs) {
    Value scores = scores(call, inputs.get(0), inputs.get(inputs.size() - 1));
    Value real = AttentionMasks.ofKeys(call.mask(1), 3);
    if (causal) {
      real = AttentionMasks.both(real, AttentionMasks.causal(scores));
    }
    Value weights = AttentionMasks.softmax(scores, real);
    if (call.training() && dropout > 0) {
      weights = weights.multiply(call.dropMask(dropout, weights));
    }
    Value attended = weights.matmul(inputs.get(1));
    Value queryMask = call.mask(0);
    if (queryMask != null) {
      attended = attended.multiply(queryMask.expand(2));
    }
    return returnScores ? List.of(attended, weights) : List.of(attended);
  }

  @Override
  public final MaskUse maskUse(int inputs) {
    return MaskUse.ATTENDS;
  }

  @Override
  public final @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  final void describeDropout(Config config) {
    config.put("dropout", dropout);
    config.put("seed", seed);
  }

  final L readOptions(Config config) {
    double rate = config.number("dropout", 0);
    fractionOrAll("dropout", rate);
    return with(
        copy -> {
          copy.base().dropout = rate;
          copy.base().readFrom(config);
        });
  }

  private void readFrom(Config config) {
    useScale = config.flag("use_scale", useScale);
    seed = config.get("seed");
  }
}
