package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.attention.AdditiveAttention;
import dev.braid.layers.attention.Attention;
import dev.braid.layers.attention.BaseAttention;
import dev.braid.layers.attention.MultiHeadAttention;
import dev.braid.layers.attention.Projection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Attention; scores are (samples, …, query steps, key steps). */
final class AttentionTranslations {
  /** What a score that must not count is set to, as in Keras. */
  private static final double NEVER = -1e9;

  private AttentionTranslations() {}

  static void rows() {
    row(Attention.class, (layer, scope, in) -> attend(layer, in, scores(layer, scope, in)));
    row(AdditiveAttention.class, (layer, scope, in) -> attend(layer, in, scores(layer, scope, in)));
    row(Projection.class, (layer, scope, in) -> List.of(project(layer, scope, in.get(0))));
    row(MultiHeadAttention.class, AttentionTranslations::multiHead);
  }

  private static Wire scores(Attention layer, Scope scope, List<Flow> in) {
    Wire query = in.get(0).value();
    Wire key = in.get(in.size() - 1).value();
    if (!layer.concatenates()) {
      Wire scores = query.matmul(key.transpose());
      return layer.scales() ? scores.multiply(scope.weight("scale")) : scores;
    }
    Wire sums = query.expand(2).add(key.expand(1));
    Wire bent = (layer.scales() ? sums.multiply(scope.weight("scale")) : sums).like("Tanh");
    return bent.sum(false, 3).multiply(scope.weight("concat_score_weight"));
  }

  private static Wire scores(AdditiveAttention layer, Scope scope, List<Flow> in) {
    Wire key = in.get(in.size() - 1).value();
    Wire bent = in.get(0).value().expand(2).add(key.expand(1)).like("Tanh");
    return (layer.scales() ? bent.multiply(scope.weight("scale")) : bent).sum(false, 3);
  }

  private static List<Flow> attend(BaseAttention<?> layer, List<Flow> in, Wire scores) {
    Wire real = column(in.get(1), 1);
    if (layer.isCausal()) {
      real = both(real, before(scores, 1));
    }
    Wire weights = shares(scores, real);
    Wire out = weights.matmul(in.get(1).value());
    Wire asked = in.get(0).real(3);
    if (asked != null) {
      out = out.multiply(asked);
    }
    List<Flow> flows = new ArrayList<>();
    flows.add(in.get(0).with(out));
    if (layer.givesScores()) {
      flows.add(new Flow(weights));
    }
    return flows;
  }

  private static Flow project(Projection layer, Scope scope, Flow in) {
    Wire x = in.value();
    int bound = layer.bound();
    int free = x.rank() - bound;
    long[] whole = scope.numbers("kernel").shape();
    long width = product(Arrays.copyOf(whole, bound));
    long[] units = Arrays.copyOfRange(whole, bound, whole.length);
    List<Size> rows = new ArrayList<>(x.sizes().subList(0, free));
    rows.add(Size.of(width));
    Wire kernel =
        scope.weight("kernel", "flat", k -> k.dup('c').reshape('c', width, product(units)));
    Wire out = (bound == 1 ? x : x.reshape(rows)).matmul(kernel);
    if (layer.useBias()) {
      out = out.add(scope.weight("bias", "flat", AttentionTranslations::flat));
    }
    List<Size> sizes = new ArrayList<>(x.sizes().subList(0, free));
    Arrays.stream(units).forEach(unit -> sizes.add(Size.of(unit)));
    return in.with(Bends.apply(layer.activation(), units.length == 1 ? out : out.reshape(sizes)));
  }

  private static INDArray flat(INDArray array) {
    return array.dup('c').reshape('c', new long[] {array.length()});
  }

  private static long product(long... sizes) {
    return Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
  }

  private static List<Flow> multiHead(MultiHeadAttention layer, Scope scope, List<Flow> in) {
    Flow asked = in.get(0);
    Wire queries = projected(layer.query(), scope, asked);
    Wire keys = projected(layer.key(), scope, in.get(in.size() - 1));
    Wire values = projected(layer.value(), scope, in.get(1));
    AttentionAxes axes = new AttentionAxes(layer.axesAmong(queries.rank() - 1), queries, keys);
    Wire scaled = axes.heads(queries).multiply(1 / Math.sqrt((double) layer.keyDim()));
    Wire scores = scaled.matmul(axes.heads(keys).transpose());
    Wire real = mask(layer, in, scores);
    Wire weights = shares(scores, real);
    boolean plain = layer.dropout() == 0 && !layer.givesScores() && scores.rank() == 4;
    if (real != null && !plain) {
      // Keras' two ways of computing differ where a step may see nothing at all
      weights = weights.multiply(real);
    }
    Wire context = axes.steps(weights.matmul(axes.heads(values)));
    if (layer.gates()) {
      context = context.multiply(projected(layer.gate(), scope, asked));
    }
    List<Flow> out =
        new ArrayList<>(Translations.run(layer.output(), scope, List.of(asked.with(context))));
    if (layer.givesScores()) {
      out.add(new Flow(axes.scores(weights)));
    }
    return out;
  }

  private static Wire projected(Projection layer, Scope scope, Flow in) {
    return Translations.run(layer, scope, List.of(in)).get(0).value();
  }

  private static Wire mask(MultiHeadAttention layer, List<Flow> in, Wire scores) {
    layer.checkMasks(
        in.stream().map(Flow::spec).toList(),
        in.stream().filter(flow -> flow.mask() != null).mapToInt(f -> f.mask().rank()).toArray());
    int between = scores.rank() - 2;
    Wire queries = in.get(0).real(3);
    Wire real =
        both(
            queries == null ? null : queries.expand(IntStream.range(1, between).toArray()),
            column(in.get(1), between));
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

  private static Wire shares(Wire scores, Wire real) {
    if (real == null) {
      return scores.softmax(-1);
    }
    return scores.multiply(real).add(real.subtractFrom(1).multiply(NEVER)).softmax(-1);
  }

  private static Wire both(Wire a, Wire b) {
    return a == null ? b : b == null ? a : a.multiply(b);
  }

  /** A mask of keys as 1 and 0, with axes of size one between samples and keys. */
  private static Wire column(Flow flow, int between) {
    if (flow.mask() == null) {
      return null;
    }
    return flow.mask().cast(Type.FLOAT).expand(IntStream.rangeClosed(1, between).toArray());
  }

  /** 1 where a key is less than so far behind the query's step. */
  private static Wire before(Wire scores, long far) {
    return triangle(scores, 0, far - 1);
  }

  /** 1 where a key is less than so far ahead of the query's step. */
  private static Wire after(Wire scores, long far) {
    return triangle(scores, 1, 1 - far);
  }

  private static Wire triangle(Wire scores, long upper, long diagonal) {
    Graph graph = scores.graph();
    Wire ones = graph.filled(1, List.of(scores.size(-2), scores.size(-1)));
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("upper", upper);
    return ones.like("Trilu", attributes, graph.whole(diagonal));
  }
}
