package dev.braid.layers.masks;

import dev.braid.ops.Value;
import java.util.List;

/** Computes masks as values of 1 and 0. */
final class ValueMaskArithmetic extends MaskArithmetic<Value> {
  @Override
  protected Value equalTo(Value a, double number) {
    return a.equalTo(number);
  }

  @Override
  protected Value above(Value a, double number) {
    return a.above(number);
  }

  @Override
  protected Value subtract(Value a, Value b) {
    return a.subtract(b);
  }

  @Override
  protected Value multiply(Value a, Value b) {
    return a.multiply(b);
  }

  @Override
  protected Value maximum(Value a, Value b) {
    return a.maximum(b);
  }

  @Override
  protected Value subtractFrom(double number, Value a) {
    return a.subtractFrom(number);
  }

  @Override
  protected Value abs(Value a) {
    return a.abs();
  }

  @Override
  protected Value sum(Value a, boolean keepDims, int... axes) {
    return a.sum(keepDims, axes);
  }

  @Override
  protected Value max(Value a, boolean keepDims, int... axes) {
    return a.max(keepDims, axes);
  }

  @Override
  protected Value expand(Value a, int axis) {
    return a.expand(axis);
  }

  @Override
  protected Value squeeze(Value a, int axis) {
    return a.squeeze(axis);
  }

  @Override
  protected Value concatenate(int axis, List<Value> parts) {
    return Value.concat(axis, parts);
  }

  @Override
  protected Value filled(Value like, double number) {
    return like.zeros().add(number);
  }
}
