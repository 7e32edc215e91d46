package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.unmasked;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import dev.braid.ops.Binary;
import dev.braid.ops.Contraction;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;

/** Merging layers, and what becomes of masks. */
final class MergingTranslations {
  private static final double SHORTEST_SQUARE = 1e-14;

  private MergingTranslations() {}

  static void rows() {
    row(Add.class, (layer, call, in) -> List.of(new Masked(fold(in, Value::add), either(in))));
    row(
        Subtract.class,
        (layer, call, in) -> List.of(new Masked(fold(in, Value::subtract), either(in))));
    row(
        Average.class,
        (layer, call, in) ->
            List.of(new Masked(fold(in, Value::add).divide((double) in.size()), either(in))));
    row(Multiply.class, (layer, call, in) -> List.of(multiply(in)));
    row(
        Maximum.class,
        (layer, call, in) -> List.of(new Masked(skipping(in, Value::maximum), either(in))));
    row(
        Minimum.class,
        (layer, call, in) -> List.of(new Masked(skipping(in, Value::minimum), either(in))));
    row(Concatenate.class, (layer, call, in) -> List.of(joined(layer, in)));
    row(Dot.class, (layer, call, in) -> List.of(unmasked(dot(layer, in))));
  }

  /** The values, those of lower rank with axes of size 1 after the batch axis. */
  private static List<Value> aligned(List<Masked> in) {
    int rank = in.stream().mapToInt(flow -> flow.value().rank()).max().orElseThrow();
    List<Value> values = new ArrayList<>();
    for (Masked flow : in) {
      Value value = flow.value();
      while (value.rank() < rank) {
        value = value.expand(1);
      }
      values.add(value);
    }
    return values;
  }

  private static Value fold(List<Masked> in, BinaryOperator<Value> operation) {
    return aligned(in).stream().reduce(operation).orElseThrow();
  }

  /** A step is real where any input's is; no mask where an input has none. */
  private static Value either(List<Masked> in) {
    if (in.stream().anyMatch(flow -> flow.mask() == null)) {
      return null;
    }
    return in.stream().map(Masked::mask).reduce(MergingTranslations::or).orElseThrow();
  }

  private static Value or(Value a, Value b) {
    return a.binary(Binary.OR, b);
  }

  /** Padded steps of an input count as one; steps that are padded in all of them are zero. */
  private static Masked multiply(List<Masked> in) {
    List<Value> values = aligned(in);
    Value product = null;
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      Value real = ownMask(in.get(i), value);
      if (real != null) {
        value = value.where(real, OnnxValue.of(value).graph().number(1));
      }
      product = product == null ? value : product.multiply(value);
    }
    Value mask = either(in);
    return mask == null
        ? unmasked(product)
        : new Masked(
            product.multiply(OnnxCall.mask(new Masked(product, mask), product.rank())), mask);
  }

  /** A mask with the value's rank; values that were given further axes lose theirs, as in Keras. */
  private static Value ownMask(Masked flow, Value aligned) {
    return flow.mask() == null || aligned.rank() != flow.value().rank()
        ? null
        : OnnxCall.mask(flow, aligned.rank());
  }

  /** Where a step of one input is padded the others decide alone. */
  private static Value skipping(List<Masked> in, BinaryOperator<Value> operation) {
    List<Value> values = aligned(in);
    Value best = values.get(0);
    Value bestMask = ownMask(in.get(0), best);
    for (int i = 1; i < values.size(); i++) {
      Value value = values.get(i);
      Value mask = ownMask(in.get(i), value);
      if (mask != null) {
        value = value.where(mask, best);
      }
      if (bestMask != null) {
        best = best.where(bestMask, value);
      }
      bestMask = mask == null || bestMask == null ? null : or(bestMask, mask);
      best = operation.apply(best, value);
    }
    return best;
  }

  private static Masked joined(Concatenate layer, List<Masked> in) {
    Value value = Value.concat(layer.axis(), in.stream().map(Masked::value).toList());
    return new Masked(
        value,
        joinedMask(
            in, layer.axis() < 0 ? layer.axis() + value.rank() : layer.axis(), value.rank()));
  }

  /** Unmasked inputs count as real; a step is real where any part of it is. */
  private static Value joinedMask(List<Masked> in, int axis, int rank) {
    Value some = in.stream().map(Masked::mask).filter(Objects::nonNull).findFirst().orElse(null);
    if (some == null || rank <= some.rank()) {
      return null;
    }
    if (axis == 1) {
      return Value.concat(
          1, in.stream().map(flow -> flow.mask() == null ? real(flow) : flow.mask()).toList());
    }
    return in.stream()
        .map(flow -> flow.mask() == null ? real(flow) : flow.mask())
        .reduce(MergingTranslations::or)
        .orElseThrow();
  }

  /** A mask of real steps alone. */
  private static Value real(Masked flow) {
    Value x = flow.value();
    return OnnxValue.of(
            OnnxValue.of(x).graph().number(1).broadcastTo(List.of(x.sizeOf(0), x.sizeOf(1))))
        .cast(Type.BOOL);
  }

  private static Value dot(Dot layer, List<Masked> in) {
    Value a = in.get(0).value();
    Value b = in.get(1).value();
    int axisA = layer.axis(0, a.rank());
    int axisB = layer.axis(1, b.rank());
    if (layer.normalize()) {
      a = normalized(a, axisA);
      b = normalized(b, axisB);
    }
    String left = letters('c', a.rank(), axisA);
    String right = letters((char) ('c' + a.rank()), b.rank(), axisB);
    String out = "a" + (left + right).replaceAll("[ab]", "");
    Value product = new Contraction(left, right, out).apply(a, b);
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

  private static Value normalized(Value x, int axis) {
    Value squares = x.square().sum(true, axis).clip(SHORTEST_SQUARE, Double.MAX_VALUE);
    return x.divide(squares.sqrt());
  }
}
