package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.merging.Add;
import dev.braid.layers.merging.Average;
import dev.braid.layers.merging.Concatenate;
import dev.braid.layers.merging.Dot;
import dev.braid.layers.merging.Maximum;
import dev.braid.layers.merging.Minimum;
import dev.braid.layers.merging.Multiply;
import dev.braid.layers.merging.Subtract;
import dev.braid.ops.ArrayMath;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What merging layers compute, and what becomes of masks. */
final class MergingFormulas {
  private MergingFormulas() {}

  static void rows() {
    row(Add.class, (layer, scope, in) -> List.of(merged(in, fold(in, Value::add))));
    row(Subtract.class, (layer, scope, in) -> List.of(merged(in, fold(in, Value::subtract))));
    row(
        Average.class,
        (layer, scope, in) -> List.of(merged(in, fold(in, Value::add).divide((double) in.size()))));
    row(Multiply.class, (layer, scope, in) -> List.of(multiply(in)));
    row(Maximum.class, (layer, scope, in) -> List.of(merged(in, skipping(in, Value::maximum))));
    row(Minimum.class, (layer, scope, in) -> List.of(merged(in, skipping(in, Value::minimum))));
    row(
        Concatenate.class,
        (layer, scope, in) -> {
          int axis = layer.axis();
          Value joined = Value.concat(axis, in.stream().map(Flow::value).toList());
          return List.of(new Flow(joined, joinedMask(in, axis, joined.rank())));
        });
    row(Dot.class, (layer, scope, in) -> List.of(new Flow(dot(layer, in))));
  }

  /** The values, those of lower rank with axes of size 1 after the batch axis. */
  private static List<Value> aligned(List<Flow> in) {
    int rank = in.stream().mapToInt(flow -> flow.value().rank()).max().orElseThrow();
    List<Value> values = new ArrayList<>();
    for (Flow flow : in) {
      Value value = flow.value();
      while (value.rank() < rank) {
        value = value.expand(1);
      }
      values.add(value);
    }
    return values;
  }

  private static Value fold(List<Flow> in, BinaryOperator<Value> operation) {
    return aligned(in).stream().reduce(operation).orElseThrow();
  }

  /** A step is real where any input's is; no mask where an input has none. */
  private static Flow merged(List<Flow> in, Value value) {
    return new Flow(value, either(in));
  }

  private static INDArray either(List<Flow> in) {
    if (in.stream().anyMatch(flow -> flow.mask() == null)) {
      return null;
    }
    return in.stream().map(Flow::mask).reduce(MergingFormulas::either).orElseThrow();
  }

  private static INDArray either(INDArray a, INDArray b) {
    long[] shape = ArrayMath.broadcastShape(a.shape(), b.shape());
    return ArrayMath.run("maximum", ArrayMath.empty(a.dataType(), shape), a, b);
  }

  /** The mask with axes of size 1 behind, so that it broadcasts over the value. */
  private static INDArray over(INDArray mask, Value value) {
    long[] shape = Arrays.copyOf(mask.shape(), value.rank());
    Arrays.fill(shape, mask.rank(), shape.length, 1);
    return mask.castTo(value.dataType()).reshape('c', shape);
  }

  /** Padded steps of an input count as one; steps that are padded in all of them are zero. */
  private static Flow multiply(List<Flow> in) {
    List<Value> values = aligned(in);
    Value product = null;
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      INDArray mask = maskOf(in.get(i), value);
      if (mask != null) {
        value = value.multiply(mask).add(Value.constant(mask.rsub(1)));
      }
      product = product == null ? value : product.multiply(value);
    }
    INDArray mask = either(in);
    return mask == null ? new Flow(product) : new Flow(product.multiply(over(mask, product)), mask);
  }

  /**
   * A mask broadcast over the value; values that were given further axes lose theirs, as in Keras.
   */
  private static INDArray maskOf(Flow flow, Value aligned) {
    return flow.mask() == null || aligned.rank() != flow.value().rank()
        ? null
        : over(flow.mask(), aligned);
  }

  /** Where a step of one input is padded the others decide alone. */
  private static Value skipping(List<Flow> in, BinaryOperator<Value> operation) {
    List<Value> values = aligned(in);
    Value best = values.get(0);
    INDArray bestMask = maskOf(in.get(0), best);
    for (int i = 1; i < values.size(); i++) {
      Value value = values.get(i);
      INDArray mask = maskOf(in.get(i), value);
      if (mask != null) {
        value = value.where(mask, best);
      }
      if (bestMask != null) {
        best = best.where(bestMask, value);
      }
      bestMask = mask == null || bestMask == null ? null : either(bestMask, mask);
      best = operation.apply(best, value);
    }
    return best;
  }

  /** Unmasked inputs count as real; a step is real where any part of it is. */
  private static INDArray joinedMask(List<Flow> in, int axis, int rank) {
    INDArray some = in.stream().map(Flow::mask).filter(Objects::nonNull).findFirst().orElse(null);
    if (some == null || rank <= some.rank()) {
      return null;
    }
    if ((axis < 0 ? axis + rank : axis) != 1) {
      return in.stream()
          .map(flow -> flow.mask() == null ? Nd4j.onesLike(some) : flow.mask())
          .reduce(MergingFormulas::either)
          .orElseThrow();
    }
    List<Value> masks = new ArrayList<>();
    for (Flow flow : in) {
      masks.add(
          Value.constant(
              flow.mask() == null
                  ? Nd4j.ones(some.dataType(), flow.value().size(0), flow.value().size(1))
                  : flow.mask()));
    }
    return Value.concat(1, masks).array();
  }

  private static Value dot(Dot layer, List<Flow> in) {
    Value a = in.get(0).value();
    Value b = in.get(1).value();
    int axisA = layer.axis(0, a.rank());
    int axisB = layer.axis(1, b.rank());
    if (layer.normalize()) {
      a = normalized(a, axisA);
      b = normalized(b, axisB);
    }
    long[] shape = without(a, axisA);
    long[] rest = without(b, axisB);
    int free = shape.length;
    shape = Arrays.copyOf(shape, free + rest.length - 1);
    System.arraycopy(rest, 1, shape, free, rest.length - 1);
    Value left = rows(a, axisA);
    Value right = rows(b, axisB);
    Value product = left.matmul(right, false, true);
    return product.reshape(shape.length == 1 ? new long[] {shape[0], 1} : shape);
  }

  /** (samples, all other elements, elements along the axis). */
  private static Value rows(Value value, int axis) {
    int last = value.rank() - 1;
    int[] order =
        IntStream.concat(IntStream.rangeClosed(0, last).filter(i -> i != axis), IntStream.of(axis))
            .toArray();
    Value moved = axis == last ? value : value.permute(order);
    long width = value.size(axis);
    long samples = value.size(0);
    long others = Arrays.stream(without(value, axis)).skip(1).reduce(1, (a, b) -> a * b);
    return moved.reshape(samples, others, width);
  }

  private static long[] without(Value value, int axis) {
    return IntStream.range(0, value.rank()).filter(i -> i != axis).mapToLong(value::size).toArray();
  }

  /** Vectors of length 0 stay what they are, and give no gradient that isn't a number. */
  private static Value normalized(Value value, int axis) {
    Value squares = value.square().sum(true, axis).clip(1e-14, Double.MAX_VALUE);
    return value.divide(squares.sqrt());
  }
}
