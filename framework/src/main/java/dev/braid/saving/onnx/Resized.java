package dev.braid.saving.onnx;

import java.util.List;
import java.util.Map;

/**
 * Pictures in another size: along each axis every new pixel is a weighted sum of old ones.
 *
 * <p>ONNX's own operator has neither all of these kinds nor the same edges. The weights are written
 * as a formula of the sizes, which may show only when the graph runs.
 *
 * @param kind nearest, bilinear, bicubic, lanczos3 or lanczos5
 * @param antialias whether windows grow where pictures shrink
 */
record Resized(String kind, boolean antialias) {
  /** (samples, height, width, channels) to another height and width. */
  Wire of(Wire x, Size height, Size width) {
    return along(2, along(1, x, height), width);
  }

  /** The largest piece in the middle that has the proportions of a size, or one of that size. */
  static Wire middle(Wire x, long height, long width, boolean atMost) {
    Size high = x.size(1);
    Size wide = x.size(2);
    Size one = Size.of(1);
    Size down = high.atMost(wide.times(height).over(width)).atLeast(one);
    Size across = wide.atMost(high.times(width).over(height)).atLeast(one);
    if (atMost) {
      // both are smaller than what is wanted, or neither is
      down = down.atMost(Size.of(height));
      across = across.atMost(Size.of(width));
    }
    return x.piece(1, high.minus(down).over(2), down).piece(2, wide.minus(across).over(2), across);
  }

  private Wire along(int axis, Wire x, Size to) {
    Size from = x.size(axis);
    if (from.equals(to)) {
      return x;
    }
    if (kind.equals("nearest")) {
      long[] shape = x.shape();
      shape[axis] = to.known();
      return x.to("Gather", Map.of("axis", (long) axis), shape, nearest(x.graph(), from, to));
    }
    Wire weights = weights(x.graph(), from, to);
    if (axis == 2) {
      return weights.matmul(x);
    }
    Wire rows = x.reshape(List.of(x.size(0), from, Size.REST));
    return weights.matmul(rows).reshape(List.of(x.size(0), to, x.size(2), x.size(3)));
  }

  /** 1, 3, 5 and so on: twice the middles of so many pixels. */
  private static Wire middles(Graph graph, Size size) {
    return graph.count(size).multiply(graph.wholes(2)).add(graph.wholes(1));
  }

  /** For each new pixel the old one that its middle lies in. */
  private static Wire nearest(Graph graph, Size from, Size to) {
    return middles(graph, to).multiply(from.in(graph)).divide(to.times(2).in(graph));
  }

  /** For each new pixel the weights of the old ones. */
  private Wire weights(Graph graph, Size from, Size to) {
    // in whole numbers, so that distances are exact however large the pictures are
    Wire rows = middles(graph, to).expand(1).multiply(from.in(graph));
    Wire apart = rows.subtract(middles(graph, from).multiply(to.in(graph))).like("Abs");
    Size unit = (antialias ? to.atLeast(from) : to).times(2);
    Wire weights = curve(apart.cast(Type.FLOAT).divide(unit.in(graph).cast(Type.FLOAT)));
    return weights.divide(weights.sum(true, 1));
  }

  private Wire curve(Wire x) {
    return switch (kind) {
      case "bilinear" -> x.subtractFrom(1).like("Relu");
      case "bicubic" -> cubic(x);
      case "lanczos3" -> lanczos(3, x);
      default -> lanczos(5, x);
    };
  }

  private static Wire cubic(Wire x) {
    Wire near = x.multiply(1.5).add(-2.5).multiply(x.square()).add(1);
    Wire far = x.multiply(-0.5).add(2.5).multiply(x).add(-4).multiply(x).add(2);
    return nothing(x, 2, far.where(x.above(1), near));
  }

  private static Wire lanczos(double radius, Wire x) {
    Wire turn = x.multiply(Math.PI);
    Wire waves = turn.like("Sin").multiply(turn.divide(radius).like("Sin")).multiply(radius);
    Wire wave = waves.divide(turn.square());
    return nothing(x, radius, wave.where(x.above(1e-3), x.graph().scalar(1)));
  }

  private static Wire nothing(Wire x, double beyond, Wire curve) {
    return x.graph().scalar(0).where(x.above(beyond), curve);
  }
}
