package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.attention.AdditiveAttention;
import dev.braid.layers.attention.Attention;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.attention.Projection;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What attention layers compute; scores are (samples, …, query steps, key steps). */
final class AttentionFormulas {
  /** What a score that must not count is set to, as in Keras. */
  private static final double NEVER = -1e9;

  private AttentionFormulas() {}

  static void rows() {
    row(Attention.class, (layer, scope, in) -> attend(layer, scope, in, scores(layer, scope, in)));
    row(
        AdditiveAttention.class,
        (layer, scope, in) -> attend(layer, scope, in, scores(layer, scope, in)));
    row(Projection.class, (layer, scope, in) -> List.of(project(layer, scope, in.get(0))));
    row(MultiHeadAttention.class, AttentionFormulas::multiHead);
  }

  private static Value scores(Attention layer, Scope scope, List<Flow> in) {
    Value query = in.get(0).value();
    Value key = in.get(in.size() - 1).value();
    Value scale = layer.scales() ? scope.weight("scale").reshape(1, 1, 1) : null;
    if (!layer.concatenates()) {
      Value scores = query.matmul(key, false, true);
      return scale == null ? scores : scores.multiply(scale);
    }
    Value sums = query.expand(2).add(key.expand(1));
    Value bent = (scale == null ? sums : sums.multiply(scale)).tanh();
    return bent.sum(false, 3).multiply(scope.weight("concat_score_weight").reshape(1, 1, 1));
  }

  private static Value scores(AdditiveAttention layer, Scope scope, List<Flow> in) {
    Value key = in.get(in.size() - 1).value();
    Value bent = in.get(0).value().expand(2).add(key.expand(1)).tanh();
    return (layer.scales() ? bent.multiply(scope.weight("scale")) : bent).sum(false, 3);
  }

  private static List<Flow> attend(
      BaseAttention<?> layer, Scope scope, List<Flow> in, Value scores) {
    INDArray real = column(in.get(1).mask(), 1);
    if (layer.isCausal()) {
      real = both(real, band(scores, Long.MAX_VALUE, 1));
    }
    Value weights = lowered(scores, real);
    weights = new StepDropout(scope, layer.dropout()).drop(weights, 0, weights.shape());
    Value out = weights.matmul(in.get(1).value());
    INDArray asked = in.get(0).mask();
    if (asked != null) {
      out = out.multiply(asked.reshape('c', asked.size(0), asked.size(1), 1));
    }
    List<Flow> flows = new ArrayList<>();
    flows.add(new Flow(out, asked));
    if (layer.givesScores()) {
      flows.add(new Flow(weights));
    }
    return flows;
  }

  private static Flow project(Projection layer, Scope scope, Flow in) {
    Value x = in.value();
    Value kernel = scope.weight("kernel");
    int free = x.rank() - layer.bound();
    long rows = product(Arrays.copyOf(x.shape(), free));
    long width = product(Arrays.copyOfRange(x.shape(), free, x.rank()));
    long[] units = Arrays.copyOfRange(kernel.shape(), layer.bound(), kernel.rank());
    Value out = x.reshape(rows, width).matmul(kernel.reshape(width, product(units)));
    if (layer.useBias()) {
      out = out.add(scope.weight("bias").reshape(product(units)));
    }
    long[] shape = Arrays.copyOf(x.shape(), free + units.length);
    System.arraycopy(units, 0, shape, free, units.length);
    return in.with(layer.activation().apply(out.reshape(shape)));
  }

  private static long product(long... sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  private static List<Flow> multiHead(MultiHeadAttention layer, Scope scope, List<Flow> in) {
    Flow asked = in.get(0);
    Value queries = Formulas.run(layer.query(), scope, List.of(asked)).get(0).value();
    Value keys = Formulas.run(layer.key(), scope, List.of(in.get(in.size() - 1))).get(0).value();
    AttentionAxes axes =
        new AttentionAxes(layer.axesAmong(queries.rank() - 1), queries.shape(), keys.shape());
    Value query = axes.heads(queries);
    Value key = axes.heads(keys);
    Value value = axes.heads(Formulas.run(layer.value(), scope, List.of(in.get(1))).get(0).value());
    Value scores = query.multiply(1 / Math.sqrt((double) layer.keyDim())).matmul(key, false, true);
    INDArray real = mask(layer, in, scores);
    Value weights = shares(scores, real);
    boolean plain = layer.dropout() == 0 && !layer.givesScores() && scores.rank() == 4;
    if (real != null && !plain) {
      // Keras' two ways of computing differ where a step may see nothing at all
      weights = weights.multiply(real);
    }
    Value dropped = new StepDropout(scope, layer.dropout()).drop(weights, 0, weights.shape());
    Value context = axes.steps(dropped.matmul(value));
    if (layer.gates()) {
      context = context.multiply(Formulas.run(layer.gate(), scope, List.of(asked)).get(0).value());
    }
    List<Flow> out =
        new ArrayList<>(Formulas.run(layer.output(), scope, List.of(asked.with(context))));
    if (layer.givesScores()) {
      out.add(new Flow(axes.scores(weights)));
    }
    return out;
  }

  private static INDArray mask(MultiHeadAttention layer, List<Flow> in, Value scores) {
    layer.checkMasks(
        in.stream().map(Flow::spec).toList(),
        in.stream().filter(flow -> flow.mask() != null).mapToInt(f -> f.mask().rank()).toArray());
    INDArray real = both(queryMask(in.get(0).mask(), scores.rank()), keyMask(in, scores.rank()));
    if (layer.isCausal()) {
      real = both(real, band(scores, Long.MAX_VALUE, 1));
    }
    if (layer.slidingWindow() != null) {
      real = both(real, band(scores, layer.slidingWindow(), layer.slidingWindow()));
    }
    return real;
  }

  private static INDArray keyMask(List<Flow> in, int rank) {
    INDArray real = column(in.get(1).mask(), rank - 2);
    return in.size() == 3 ? both(real, column(in.get(2).mask(), rank - 2)) : real;
  }

  /** A mask of queries for scores with so many axes. */
  private static INDArray queryMask(INDArray mask, int rank) {
    if (mask == null) {
      return null;
    }
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    shape[0] = mask.size(0);
    shape[rank - 2] = mask.size(1);
    return mask.reshape('c', shape);
  }

  private static Value shares(Value scores, INDArray real) {
    return real == null ? scores.softmax(-1) : lowered(scores.multiply(real), real);
  }

  /**
   * The shares of scores that are lowered where they must not count.
   *
   * <p>A step that sees nothing at all sees every step alike, and its gradient reaches the scores.
   */
  private static Value lowered(Value scores, INDArray real) {
    if (real == null) {
      return scores.softmax(-1);
    }
    // ND4J's softmax gives no numbers where all scores of a row are this low
    return scores.add(Value.constant(real.rsub(1).muli(NEVER))).logSoftmax(-1).exp();
  }

  private static INDArray both(INDArray a, INDArray b) {
    return a == null ? b : b == null ? a : Value.constant(a).multiply(b).array();
  }

  /** A mask of keys, with axes of size one between samples and keys. */
  private static INDArray column(INDArray mask, int between) {
    if (mask == null) {
      return null;
    }
    long[] shape = new long[between + 2];
    Arrays.fill(shape, 1);
    shape[0] = mask.size(0);
    shape[between + 1] = mask.size(1);
    return mask.reshape('c', shape);
  }

  /** 1 where a key is less than so far before the query's step, and less than so far after it. */
  private static INDArray band(Value scores, long before, long after) {
    int rank = scores.rank();
    int queries = Math.toIntExact(scores.size(rank - 2));
    int keys = Math.toIntExact(scores.size(rank - 1));
    float[] seen = new float[queries * keys];
    for (int i = 0; i < queries; i++) {
      for (int k = 0; k < keys; k++) {
        seen[i * keys + k] = i - k < before && k - i < after ? 1 : 0;
      }
    }
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    shape[rank - 2] = queries;
    shape[rank - 1] = keys;
    INDArray band = Nd4j.createFromArray(seen).reshape('c', shape);
    return scores.dataType() == DataType.FLOAT ? band : band.castTo(scores.dataType());
  }
}
