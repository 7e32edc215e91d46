package dev.braid.ops;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.same.Square;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Numbers brought to mean 0 and variance 1 along axes.
 *
 * @param value the numbers, which gradients flow through
 * @param mean what was subtracted; the axes stay with size 1
 * @param variance of the population; the axes stay with size 1
 */
public record Standardized(Value value, INDArray mean, INDArray variance) {
  /** Divides by the root of variance and epsilon. */
  public static Standardized of(Value x, double epsilon, int... axes) {
    int[] folded = ArrayMath.axes(axes, x.rank());
    long count = 1;
    for (int axis : folded) {
      count *= x.size(axis);
    }
    double share = 1.0 / count;
    INDArray mean = x.array().sum(true, folded).muli(share);
    INDArray out = ArrayMath.subtract(x.array(), mean);
    INDArray squares = ArrayMath.like(out);
    Nd4j.getExecutioner().exec(new Square(out, squares));
    INDArray variance = squares.sum(true, folded).muli(share);
    INDArray inverse = variance.add(epsilon);
    inverse = Natives.sqrt(inverse).rdivi(1);
    out = ArrayMath.multiply(out, inverse);
    return new Standardized(primitive(x, out, inverse, share, folded), mean, variance);
  }

  /** Mean and variance depend on the numbers too, so their share is taken off the slope. */
  private static Value primitive(
      Value x, INDArray out, INDArray inverse, double share, int... folded) {
    return Value.primitive(
        out,
        List.of(x),
        g -> {
          INDArray along = ArrayMath.multiply(g, out).sum(true, folded).muli(share);
          INDArray level = g.sum(true, folded).muli(share);
          INDArray back = ArrayMath.subtract(g, ArrayMath.multiply(out, along));
          back = ArrayMath.subtract(back, level);
          return new INDArray[] {ArrayMath.multiply(back, inverse)};
        });
  }
}
