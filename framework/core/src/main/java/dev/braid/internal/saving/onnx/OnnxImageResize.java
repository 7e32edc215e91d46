package dev.braid.internal.saving.onnx;

import dev.braid.ops.Binary;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.List;

/**
 * Resizes images: along each axis every new pixel is a weighted sum of old ones.
 *
 * <p>ONNX's own operator neither supports all interpolations nor treats edges alike. The weights
 * are written as a formula of the sizes, which may be unknown until the graph runs.
 *
 * @param interpolation nearest, bilinear, bicubic, lanczos3 or lanczos5
 * @param antialias whether windows are enlarged if images shrink
 */
record OnnxImageResize(String interpolation, boolean antialias) {
  /** Resizes (samples, height, width, channels) to another height and width. */
  Value of(Value x, Size height, Size width) {
    return along(2, along(1, x, height), width);
  }

  /** Crops the largest centered region with an aspect ratio, at most of that size if requested. */
  static Value centerCrop(Value x, long height, long width, boolean atMost) {
    Size high = x.sizeOf(1);
    Size wide = x.sizeOf(2);
    Size one = Size.of(1);
    Size down = high.atMost(wide.times(height).over(width)).atLeast(one);
    Size across = wide.atMost(high.times(width).over(height)).atLeast(one);
    if (atMost) {
      // both are smaller than the requested size, or neither is
      down = down.atMost(Size.of(height));
      across = across.atMost(Size.of(width));
    }
    return centered(centered(x, 1, down), 2, across);
  }

  /** Returns the elements in the middle of an axis. */
  private static Value centered(Value x, int axis, Size size) {
    Size from = x.sizeOf(axis).minus(size).over(2);
    return x.slice(axis, from, from.plus(size), 1);
  }

  private Value along(int axis, Value x, Size to) {
    Size from = x.sizeOf(axis);
    if (from.equals(to)) {
      return x;
    }
    if (interpolation.equals("nearest")) {
      return x.take(nearest(x, from, to), axis);
    }
    Value weights = weights(x, from, to);
    if (axis == 2) {
      return weights.matmul(x);
    }
    Value rows = x.reshape(List.of(x.sizeOf(0), from, Size.REST));
    return weights.matmul(rows).reshape(List.of(x.sizeOf(0), to, x.sizeOf(2), x.sizeOf(3)));
  }

  /** Returns 1, 3, 5 and so on: twice the centers of a number of pixels. */
  private static Value doubledCenters(Value beside, Size size) {
    return beside.backend().count(size).multiply(2).add(1);
  }

  /** Returns for each new pixel the old one that contains its center. */
  private static Value nearest(Value beside, Size from, Size to) {
    return doubledCenters(beside, to)
        .multiply(from.in(beside))
        .binary(Binary.FLOOR_DIVIDE, to.times(2).in(beside));
  }

  /** Returns for each new pixel the weights of the old ones. */
  private Value weights(Value beside, Size from, Size to) {
    // in integers, so that distances are exact for images of any size
    Value rows = doubledCenters(beside, to).expand(1).multiply(from.in(beside));
    Value distance = rows.subtract(doubledCenters(beside, from).multiply(to.in(beside))).abs();
    Size unit = (antialias ? to.atLeast(from) : to).times(2);
    Value weights = curve(distance.divide(unit.in(beside)));
    return weights.divide(weights.sum(true, 1));
  }

  private static Value number(Value beside, double number) {
    return OnnxValue.of(beside).graph().number(number);
  }

  private Value curve(Value x) {
    return switch (interpolation) {
      case "bilinear" -> x.subtractFrom(1).relu();
      case "bicubic" -> cubic(x);
      case "lanczos3" -> lanczos(3, x);
      default -> lanczos(5, x);
    };
  }

  private static Value cubic(Value x) {
    Value near = x.multiply(1.5).add(-2.5).multiply(x.square()).add(1);
    Value far = x.multiply(-0.5).add(2.5).multiply(x).add(-4).multiply(x).add(2);
    return zeroBeyond(x, 2, far.where(x.above(1), near));
  }

  private static Value lanczos(double radius, Value x) {
    Value turn = x.multiply(Math.PI);
    Value waves = turn.sin().multiply(turn.divide(radius).sin()).multiply(radius);
    Value wave = waves.divide(turn.square());
    return zeroBeyond(x, radius, wave.where(x.above(1e-3), number(x, 1)));
  }

  private static Value zeroBeyond(Value x, double beyond, Value curve) {
    return number(x, 0).where(x.above(beyond), curve);
  }
}
