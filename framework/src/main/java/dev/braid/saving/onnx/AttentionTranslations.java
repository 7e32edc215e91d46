package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.OnnxCall.with;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.attention.AdditiveAttention;
import dev.braid.layers.attention.Attention;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.attention.Projection;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention; scores are (samples, …, query steps, key steps). */
final class AttentionTranslations {
  /** What a score that must not count is set to, as in Keras. */
  private static final double NEVER = -1e9;

  private AttentionTranslations() {}

  static void rows() {
    row(Attention.class, (layer, call, in) -> attend(layer, in, scores(layer, call, in)));
    row(AdditiveAttention.class, (layer, call, in) -> attend(layer, in, scores(layer, call, in)));
    row(Projection.class, (layer, call, in) -> List.of(project(layer, call, in.get(0))));
    row(MultiHeadAttention.class, AttentionTranslations::multiHead);
  }

  private static Value scores(Attention layer, OnnxCall call, List<Masked> in) {
    Value query = in.get(0).value();
    Value key = in.get(in.size() - 1).value();
    if (!layer.concatenates()) {
      Value scores = query.matmul(key, false, true);
      return layer.scales() ? scores.multiply(call.weight("scale")) : scores;
    }
    Value sums = query.expand(2).add(key.expand(1));
    Value bent = (layer.scales() ? sums.multiply(call.weight("scale")) : sums).tanh();
    return bent.sum(false, 3).multiply(call.weight("concat_score_weight"));
  }

  private static Value scores(AdditiveAttention layer, OnnxCall call, List<Masked> in) {
    Value key = in.get(in.size() - 1).value();
    Value bent = in.get(0).value().expand(2).add(key.expand(1)).tanh();
    return (layer.scales() ? bent.multiply(call.weight("scale")) : bent).sum(false, 3);
  }

  private static List<Masked> attend(BaseAttention<?> layer, List<Masked> in, Value scores) {
    Value real = column(in.get(1), 1);
    if (layer.isCausal()) {
      real = both(real, before(scores, 1));
    }
    Value weights = shares(scores, real);
    Value out = weights.matmul(in.get(1).value());
    Value asked = OnnxCall.mask(in.get(0), 3);
    if (asked != null) {
      out = out.multiply(asked);
    }
    List<Masked> flows = new ArrayList<>();
    flows.add(with(in.get(0), out));
    if (layer.givesScores()) {
      flows.add(unmasked(weights));
    }
    return flows;
  }

  private static Masked project(Projection layer, OnnxCall call, Masked in) {
    Value x = in.value();
    int bound = layer.bound();
    int free = x.rank() - bound;
    long[] whole = call.array("kernel").shape();
    long width = product(Arrays.copyOf(whole, bound));
    long[] units = Arrays.copyOfRange(whole, bound, whole.length);
    List<Size> rows = new ArrayList<>(x.sizes().subList(0, free));
    rows.add(Size.of(width));
    Value kernel = call.weight("kernel", k -> k.dup('c').reshape('c', width, product(units)));
    Value out = (bound == 1 ? x : x.reshape(rows)).matmul(kernel);
    if (layer.useBias()) {
      out = out.add(call.weight("bias", AttentionTranslations::flat));
    }
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, free));
    Arrays.stream(units).forEach(unit -> sizes.add(Size.of(unit)));
    return with(in, layer.activation().apply(units.length == 1 ? out : out.reshape(sizes)));
  }

  private static INDArray flat(INDArray array) {
    return array.dup('c').reshape('c', new long[] {array.length()});
  }

  private static long product(long... sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  private static List<Masked> multiHead(MultiHeadAttention layer, OnnxCall call, List<Masked> in) {
    Masked asked = in.get(0);
    Value queries = projected(layer.query(), call, asked);
    Value keys = projected(layer.key(), call, in.get(in.size() - 1));
    Value values = projected(layer.value(), call, in.get(1));
    AttentionAxes axes = new AttentionAxes(layer.axesAmong(queries.rank() - 1), queries, keys);
    Value scaled = axes.heads(queries).multiply(1 / Math.sqrt((double) layer.keyDim()));
    Value scores = scaled.matmul(axes.heads(keys), false, true);
    Value real = mask(layer, in, scores);
    Value weights = shares(scores, real);
    boolean plain = layer.dropout() == 0 && !layer.givesScores() && scores.rank() == 4;
    if (real != null && !plain) {
      // Keras' two ways of computing differ where a step may see nothing at all
      weights = weights.multiply(real);
    }
    Value context = axes.steps(weights.matmul(axes.heads(values)));
    if (layer.gates()) {
      context = context.multiply(projected(layer.gate(), call, asked));
    }
    List<Masked> out = new ArrayList<>(call.apply(layer.output(), with(asked, context)));
    if (layer.givesScores()) {
      out.add(unmasked(axes.scores(weights)));
    }
    return out;
  }

  private static Value projected(Projection layer, OnnxCall call, Masked in) {
    return call.apply(layer, in).get(0).value();
  }

  private static Value mask(MultiHeadAttention layer, List<Masked> in, Value scores) {
    layer.checkMasks(
        in.stream().map(OnnxCall::spec).toList(),
        in.stream().filter(flow -> flow.mask() != null).mapToInt(f -> f.mask().rank()).toArray());
    int between = scores.rank() - 2;
    Value queries = OnnxCall.mask(in.get(0), 3);
    Value real =
        both(queries == null ? null : expanded(queries, between - 1), column(in.get(1), between));
    if (in.size() == 3) {
      real = both(real, column(in.get(2), between));
    }
    if (layer.isCausal()) {
      real = both(real, before(scores, 1));
    }
    if (layer.slidingWindow() != null) {
      long window = layer.slidingWindow();
      real = both(real, both(before(scores, window), after(scores, window)));
    }
    return real;
  }

  private static Value shares(Value scores, Value real) {
    if (real == null) {
      return scores.softmax(-1);
    }
    return scores.multiply(real).add(real.subtractFrom(1).multiply(NEVER)).softmax(-1);
  }

  private static Value both(Value a, Value b) {
    return a == null ? b : b == null ? a : a.multiply(b);
  }

  /** A mask of keys as 1 and 0, with axes of size one between samples and keys. */
  private static Value column(Masked flow, int between) {
    if (flow.mask() == null) {
      return null;
    }
    return expanded(flow.mask(), between);
  }

  /** Axes of size 1 behind the samples. */
  private static Value expanded(Value mask, int count) {
    Value expanded = mask;
    for (int i = 0; i < count; i++) {
      expanded = expanded.expand(1);
    }
    return expanded;
  }

  /** 1 where a key is less than so far behind the query's step. */
  private static Value before(Value scores, long far) {
    return triangle(scores, 0, far - 1);
  }

  /** 1 where a key is less than so far ahead of the query's step. */
  private static Value after(Value scores, long far) {
    return triangle(scores, 1, 1 - far);
  }

  private static Value triangle(Value scores, long upper, long diagonal) {
    Graph graph = OnnxValue.of(scores).graph();
    Value ones = graph.number(1).broadcastTo(List.of(scores.sizeOf(-2), scores.sizeOf(-1)));
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("upper", upper);
    return OnnxValue.of(ones).like("Trilu", attributes, graph.integer(diagonal));
  }
}
