package dev.braid.saving.onnx;

import dev.braid.ops.Binary;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;

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
  Value of(Value x, Size height, Size width) {
    return along(2, along(1, x, height), width);
  }

  /** The largest piece in the middle that has the proportions of a size, or one of that size. */
  static Value middle(Value x, long height, long width, boolean atMost) {
    Size high = x.sizeOf(1);
    Size wide = x.sizeOf(2);
    Size one = Size.of(1);
    Size down = high.atMost(wide.times(height).over(width)).atLeast(one);
    Size across = wide.atMost(high.times(width).over(height)).atLeast(one);
    if (atMost) {
      // both are smaller than what is wanted, or neither is
      down = down.atMost(Size.of(height));
      across = across.atMost(Size.of(width));
    }
    return piece(piece(x, 1, down), 2, across);
  }

  /** Elements in the middle of an axis. */
  private static Value piece(Value x, int axis, Size size) {
    Size from = x.sizeOf(axis).minus(size).over(2);
    return x.slice(axis, from, from.plus(size), 1);
  }

  private Value along(int axis, Value x, Size to) {
    Size from = x.sizeOf(axis);
    if (from.equals(to)) {
      return x;
    }
    if (kind.equals("nearest")) {
      return x.take(nearest(x, from, to), axis);
    }
    Value weights = weights(x, from, to);
    if (axis == 2) {
      return weights.matmul(x);
    }
    Value rows = x.reshape(List.of(x.sizeOf(0), from, Size.REST));
    return weights.matmul(rows).reshape(List.of(x.sizeOf(0), to, x.sizeOf(2), x.sizeOf(3)));
  }

  /** 1, 3, 5 and so on: twice the middles of so many pixels. */
  private static Value middles(Value beside, Size size) {
    return beside.backend().count(size).multiply(2).add(1);
  }

  /** For each new pixel the old one that its middle lies in. */
  private static Value nearest(Value beside, Size from, Size to) {
    return middles(beside, to)
        .multiply(from.in(beside))
        .binary(Binary.FLOOR_DIVIDE, to.times(2).in(beside));
  }

  /** For each new pixel the weights of the old ones. */
  private Value weights(Value beside, Size from, Size to) {
    // in whole numbers, so that distances are exact however large the pictures are
    Value rows = middles(beside, to).expand(1).multiply(from.in(beside));
    Value apart = rows.subtract(middles(beside, from).multiply(to.in(beside))).abs();
    Size unit = (antialias ? to.atLeast(from) : to).times(2);
    Value weights = curve(apart.divide(unit.in(beside)));
    return weights.divide(weights.sum(true, 1));
  }

  private static Value number(Value beside, double number) {
    return OnnxValue.of(beside).graph().number(number);
  }

  private Value curve(Value x) {
    return switch (kind) {
      case "bilinear" -> x.subtractFrom(1).relu();
      case "bicubic" -> cubic(x);
      case "lanczos3" -> lanczos(3, x);
      default -> lanczos(5, x);
    };
  }

  private static Value cubic(Value x) {
    Value near = x.multiply(1.5).add(-2.5).multiply(x.square()).add(1);
    Value far = x.multiply(-0.5).add(2.5).multiply(x).add(-4).multiply(x).add(2);
    return nothing(x, 2, far.where(x.above(1), near));
  }

  private static Value lanczos(double radius, Value x) {
    Value turn = x.multiply(Math.PI);
    Value waves = turn.sin().multiply(turn.divide(radius).sin()).multiply(radius);
    Value wave = waves.divide(turn.square());
    return nothing(x, radius, wave.where(x.above(1e-3), number(x, 1)));
  }

  private static Value nothing(Value x, double beyond, Value curve) {
    return number(x, 0).where(x.above(beyond), curve);
  }
}
