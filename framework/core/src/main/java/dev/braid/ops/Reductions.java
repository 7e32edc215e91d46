package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Exp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Log;
import org.nd4j.linalg.factory.Nd4j;

/** Computes reductions and operations that depend on them. */
final class Reductions {
  private Reductions() {}

  static Value reduce(ReductionKind operation, Value a, boolean keep, int... axes) {
    if (a.array().isEmpty()) {
      return ofNothing(operation, a, keep, axes);
    }
    if (axes.length == 0) {
      // ND4J reduces all axes if none is given
      boolean isBool = operation == ReductionKind.ANY || operation == ReductionKind.ALL;
      return isBool ? a.binary(Binary.NOT_EQUAL, 0) : a;
    }
    return switch (operation) {
      case SUM -> sum(a, keep, axes);
      case MEAN -> sum(a, keep, axes).divide((double) count(a, axes));
      case PRODUCT -> product(a, keep, axes);
      case MAX -> largest(a, a.array().max(true, axes), keep, axes);
      case MIN -> largest(a, a.array().min(true, axes), keep, axes);
      case ANY -> a.binary(Binary.NOT_EQUAL, 0).max(keep, axes).detach();
      case ALL -> a.binary(Binary.NOT_EQUAL, 0).min(keep, axes).detach();
    };
  }

  private static Value ofNothing(ReductionKind operation, Value a, boolean keep, int... axes) {
    long[] shape = ShapeRules.reduced(a.shape(), keep, axes);
    boolean any = Arrays.stream(shape).allMatch(size -> size > 0);
    if (any && (operation == ReductionKind.MAX || operation == ReductionKind.MIN)) {
      throw new IllegalArgumentException("expected at least one element to reduce, received none");
    }
    double found =
        switch (operation) {
          case PRODUCT, ALL -> 1;
          case MEAN -> Double.NaN;
          default -> 0;
        };
    return Value.constant(
        any ? ArrayMath.full(a.dataType(), found, shape) : ArrayMath.zeros(a.dataType(), shape));
  }

  private static long count(Value a, int... axes) {
    long count = 1;
    for (int axis : axes) {
      count *= a.size(axis);
    }
    return count;
  }

  private static Value sum(Value a, boolean keep, int... reduced) {
    INDArray kept = reduced.length == 0 ? a.array() : a.array().sum(true, reduced);
    return Value.primitive(
        finish(kept, keep, reduced),
        List.of(a),
        g -> new INDArray[] {broadcast(g.reshape('c', kept.shape()), a.shape())});
  }

  /** Computes the maximum; equal elements share the gradient. */
  private static Value largest(Value a, INDArray kept, boolean keep, int... reduced) {
    return Value.primitive(
        finish(kept, keep, reduced),
        List.of(a),
        g -> {
          INDArray winners = Elementwise.same(broadcast(kept, a.shape()), a.array());
          INDArray fraction =
              ArrayMath.divide(g.reshape('c', kept.shape()), winners.sum(true, reduced));
          return new INDArray[] {ArrayMath.multiply(winners, fraction)};
        });
  }

  /**
   * Computes products; for gradients the product of all other elements is computed, since a
   * division would fail at 0.
   */
  private static Value product(Value a, boolean keep, int... reduced) {
    INDArray kept = reduced.length == 0 ? a.array() : a.array().prod(true, reduced);
    if (!a.tracked()) {
      return Value.constant(finish(kept, keep, reduced));
    }
    Value out = a;
    for (int axis : reduced) {
      List<Value> factors = new ArrayList<>();
      for (long i = 0; i < a.size(axis); i++) {
        factors.add(out.slice(axis, i, i + 1));
      }
      out = factors.stream().reduce(Value::multiply).orElseThrow();
    }
    return keep ? out : out.reshape(finish(kept, false, reduced).shape());
  }

  static Value cumulative(ReductionKind operation, Value a, int axis) {
    if (operation == ReductionKind.SUM) {
      return Value.primitive(
          ArrayMath.cumulativeSum(a.array(), axis, false),
          List.of(a),
          g -> new INDArray[] {ArrayMath.cumulativeSum(g, axis, true)});
    }
    List<Value> products = new ArrayList<>();
    for (long i = 0; i < a.size(axis); i++) {
      Value next = a.slice(axis, i, i + 1);
      products.add(products.isEmpty() ? next : products.get(products.size() - 1).multiply(next));
    }
    return Value.concat(axis, products);
  }

  static Value softmax(Value a, int axis) {
    int reduced = ArrayMath.axis(axis, a.rank());
    INDArray out = reduced == a.rank() - 1 ? softmaxOfLast(a.array()) : softmax(a.array(), reduced);
    return Value.primitive(
        out,
        List.of(a),
        g -> {
          INDArray weighted = ArrayMath.multiply(g, out);
          INDArray total = weighted.sum(true, reduced);
          return new INDArray[] {weighted.subi(ArrayMath.multiply(out, total))};
        });
  }

  private static INDArray softmaxOfLast(INDArray a) {
    INDArray out = ArrayMath.like(a);
    Nd4j.exec(
        DynamicCustomOp.builder("softmax")
            .addInputs(a)
            .addOutputs(out)
            .addIntegerArguments(a.rank() - 1)
            .build());
    return out;
  }

  /** Computes a softmax; ND4J's is wrong for axis 1 of four, where it sums over other elements. */
  private static INDArray softmax(INDArray a, int axis) {
    INDArray powers = ArrayMath.subtract(a, a.max(true, axis));
    Nd4j.getExecutioner().exec(new Exp(powers, powers));
    return ArrayMath.divide(powers, powers.sum(true, axis));
  }

  static Value logSoftmax(Value a, int axis) {
    int reduced = ArrayMath.axis(axis, a.rank());
    // ND4J's log_softmax is the logarithm of a softmax that has underflowed to zero
    INDArray shifted = ArrayMath.subtract(a.array(), a.array().max(true, reduced));
    INDArray powers = ArrayMath.like(shifted);
    Nd4j.getExecutioner().exec(new Exp(shifted, powers));
    INDArray total = powers.sum(true, reduced);
    Nd4j.getExecutioner().exec(new Log(total, total));
    INDArray out = ArrayMath.subtract(shifted, total);
    return Value.primitive(
        out,
        List.of(a),
        g -> {
          INDArray probabilities = ArrayMath.like(out);
          Nd4j.getExecutioner().exec(new Exp(out, probabilities));
          INDArray sum = g.sum(true, reduced);
          return new INDArray[] {ArrayMath.subtract(g, ArrayMath.multiply(probabilities, sum))};
        });
  }

  private static INDArray finish(INDArray kept, boolean keep, int[] reduced) {
    if (keep) {
      return kept;
    }
    long[] shape = new long[kept.rank() - reduced.length];
    int count = 0;
    for (int i = 0; i < kept.rank(); i++) {
      if (Arrays.binarySearch(reduced, i) < 0) {
        shape[count++] = kept.size(i);
      }
    }
    return kept.reshape('c', shape);
  }

  static INDArray broadcast(INDArray kept, long[] shape) {
    if (Arrays.equals(kept.shape(), shape)) {
      return kept;
    }
    return ArrayMath.add(ArrayMath.zeros(kept.dataType(), shape), kept);
  }
}
