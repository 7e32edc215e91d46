package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;

/** Merging layers, and what becomes of masks. */
final class MergingTranslations {
  private static final double SHORTEST_SQUARE = 1e-14;

  private MergingTranslations() {}

  static void rows() {
    row(Add.class, (layer, scope, in) -> List.of(new Flow(fold(in, Wire::add), either(in))));
    row(
        Subtract.class,
        (layer, scope, in) -> List.of(new Flow(fold(in, Wire::subtract), either(in))));
    row(
        Average.class,
        (layer, scope, in) ->
            List.of(new Flow(fold(in, Wire::add).divide((double) in.size()), either(in))));
    row(Multiply.class, (layer, scope, in) -> List.of(multiply(in)));
    row(
        Maximum.class,
        (layer, scope, in) -> List.of(new Flow(skipping(in, Wire::maximum), either(in))));
    row(
        Minimum.class,
        (layer, scope, in) -> List.of(new Flow(skipping(in, Wire::minimum), either(in))));
    row(Concatenate.class, (layer, scope, in) -> List.of(joined(layer, in)));
    row(Dot.class, (layer, scope, in) -> List.of(new Flow(dot(layer, in))));
  }

  /** The values, those of lower rank with axes of size 1 after the batch axis. */
  private static List<Wire> aligned(List<Flow> in) {
    int rank = in.stream().mapToInt(flow -> flow.value().rank()).max().orElseThrow();
    List<Wire> values = new ArrayList<>();
    for (Flow flow : in) {
      Wire value = flow.value();
      while (value.rank() < rank) {
        value = value.expand(1);
      }
      values.add(value);
    }
    return values;
  }

  private static Wire fold(List<Flow> in, BinaryOperator<Wire> operation) {
    return aligned(in).stream().reduce(operation).orElseThrow();
  }

  /** A step is real where any input's is; no mask where an input has none. */
  private static Wire either(List<Flow> in) {
    if (in.stream().anyMatch(flow -> flow.mask() == null)) {
      return null;
    }
    return in.stream().map(Flow::mask).reduce(Wire::or).orElseThrow();
  }

  /** Padded steps of an input count as one; steps that are padded in all of them are zero. */
  private static Flow multiply(List<Flow> in) {
    List<Wire> values = aligned(in);
    Wire product = null;
    for (int i = 0; i < values.size(); i++) {
      Wire value = values.get(i);
      Wire real = ownMask(in.get(i), value);
      if (real != null) {
        value = value.where(real, value.graph().scalar(1));
      }
      product = product == null ? value : product.multiply(value);
    }
    Wire mask = either(in);
    return mask == null
        ? new Flow(product)
        : new Flow(product.multiply(mask.cast(Type.FLOAT).upTo(product.rank())), mask);
  }

  /** A mask with the value's rank; values that were given further axes lose theirs, as in Keras. */
  private static Wire ownMask(Flow flow, Wire aligned) {
    return flow.mask() == null || aligned.rank() != flow.value().rank()
        ? null
        : flow.mask().upTo(aligned.rank());
  }

  /** Where a step of one input is padded the others decide alone. */
  private static Wire skipping(List<Flow> in, BinaryOperator<Wire> operation) {
    List<Wire> values = aligned(in);
    Wire best = values.get(0);
    Wire bestMask = ownMask(in.get(0), best);
    for (int i = 1; i < values.size(); i++) {
      Wire value = values.get(i);
      Wire mask = ownMask(in.get(i), value);
      if (mask != null) {
        value = value.where(mask, best);
      }
      if (bestMask != null) {
        best = best.where(bestMask, value);
      }
      bestMask = mask == null || bestMask == null ? null : bestMask.or(mask);
      best = operation.apply(best, value);
    }
    return best;
  }

  private static Flow joined(Concatenate layer, List<Flow> in) {
    Wire value = Wire.concat(layer.axis(), in.stream().map(Flow::value).toList());
    return new Flow(value, joinedMask(in, value.axis(layer.axis()), value.rank()));
  }

  /** Unmasked inputs count as real; a step is real where any part of it is. */
  private static Wire joinedMask(List<Flow> in, int axis, int rank) {
    Wire some = in.stream().map(Flow::mask).filter(Objects::nonNull).findFirst().orElse(null);
    if (some == null || rank <= some.rank()) {
      return null;
    }
    if (axis == 1) {
      return Wire.concat(
          1, in.stream().map(flow -> flow.mask() == null ? real(flow) : flow.mask()).toList());
    }
    return in.stream()
        .map(flow -> flow.mask() == null ? real(flow) : flow.mask())
        .reduce(Wire::or)
        .orElseThrow();
  }

  /** A mask of real steps alone. */
  private static Wire real(Flow flow) {
    Wire x = flow.value();
    return x.graph().filled(1, List.of(x.size(0), x.size(1))).cast(Type.BOOL);
  }

  private static Wire dot(Dot layer, List<Flow> in) {
    Wire a = in.get(0).value();
    Wire b = in.get(1).value();
    int axisA = layer.axis(0, a.rank());
    int axisB = layer.axis(1, b.rank());
    if (layer.normalize()) {
      a = normalized(a, axisA);
      b = normalized(b, axisB);
    }
    String left = letters('c', a.rank(), axisA);
    String right = letters((char) ('c' + a.rank()), b.rank(), axisB);
    String out = "a" + (left + right).replaceAll("[ab]", "");
    long[] shape = new long[out.length()];
    for (int i = 0; i < shape.length; i++) {
      int at = left.indexOf(out.charAt(i));
      shape[i] = at < 0 ? b.shape()[right.indexOf(out.charAt(i))] : a.shape()[at];
    }
    Wire product = a.to("Einsum", Map.of("equation", left + "," + right + "->" + out), shape, b);
    return product.rank() == 1 ? product.expand(1) : product;
  }

  /** A letter for each axis: a for samples, b for what is summed over. */
  private static String letters(char first, int rank, int summed) {
    StringBuilder letters = new StringBuilder("a");
    for (int i = 1; i < rank; i++) {
      letters.append(i == summed ? 'b' : (char) (first + i));
    }
    return letters.toString();
  }

  private static Wire normalized(Wire x, int axis) {
    Wire squares = x.square().sum(true, axis).maximum(x.graph().scalar(SHORTEST_SQUARE));
    return x.divide(squares.like("Sqrt"));
  }
}
