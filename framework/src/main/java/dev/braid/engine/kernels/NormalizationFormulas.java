package dev.braid.engine.kernels;

import static dev.braid.engine.kernels.Formulas.row;

import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.normalization.GroupNormalization;
import dev.braid.layers.normalization.LayerNormalization;
import dev.braid.layers.normalization.UnitNormalization;
import dev.braid.ops.ArrayMath;
import dev.braid.ops.Standardized;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What normalizations compute; they all pass masks on. */
final class NormalizationFormulas {
  /** Keras' epsilon, which keeps the count of real steps from being 0. */
  private static final double COUNT_EPSILON = 1e-7;

  /** Shorter vectors are not brought to length 1, but divided by this. */
  private static final double SHORTEST = 1e-12;

  private NormalizationFormulas() {}

  static void rows() {
    row(
        BatchNormalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(batch(layer, scope, in.get(0)))));
    row(
        LayerNormalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(layer(layer, scope, in.get(0)))));
    row(
        GroupNormalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(group(layer, scope, in.get(0).value()))));
    row(
        UnitNormalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(unit(layer, in.get(0).value()))));
  }

  // ---- over the batch

  private static Value batch(BatchNormalization layer, Scope scope, Flow in) {
    Value x = in.value();
    int channels = layer.axis() < 0 ? layer.axis() + x.rank() : layer.axis();
    long[] shape = ones(x.rank());
    shape[channels] = x.size(channels);
    if (!scope.training() || scope.frozen()) {
      return withMovingAverages(layer, scope, x, shape);
    }
    int[] others = IntStream.range(0, x.rank()).filter(axis -> axis != channels).toArray();
    Standardized found =
        in.mask() == null ? Standardized.of(x, layer.epsilon(), others) : ofReal(layer, in, others);
    remember(layer, scope, "moving_mean", found.mean());
    remember(layer, scope, "moving_variance", found.variance());
    return scaled(found.value(), scope, layer.scale(), layer.center(), shape);
  }

  private static Value withMovingAverages(
      BatchNormalization layer, Scope scope, Value x, long[] shape) {
    Value factor = scope.weight("moving_variance").add(layer.epsilon()).pow(-0.5);
    if (layer.scale()) {
      factor = factor.multiply(scope.weight("gamma"));
    }
    Value offset = scope.weight("moving_mean").multiply(factor).negate();
    if (layer.center()) {
      offset = offset.add(scope.weight("beta"));
    }
    return x.multiply(factor.reshape(shape)).add(offset.reshape(shape));
  }

  /** Mean and variance of the steps that are no padding. */
  private static Standardized ofReal(BatchNormalization layer, Flow in, int[] others) {
    Value x = in.value();
    long[] lead = Arrays.copyOf(in.mask().shape(), x.rank());
    Arrays.fill(lead, in.mask().rank(), x.rank(), 1);
    Value real =
        Value.constant(
            ArrayMath.multiply(
                in.mask().castTo(x.dataType()).reshape('c', lead), x.array().ulike().assign(1)));
    Value count = real.sum(true, others).add(COUNT_EPSILON);
    Value mean = x.multiply(real).sum(true, others).divide(count);
    Value centered = x.subtract(mean);
    Value variance = centered.square().multiply(real).sum(true, others).divide(count);
    Value out = centered.multiply(variance.add(layer.epsilon()).pow(-0.5));
    return new Standardized(out, mean.array(), variance.array());
  }

  private static void remember(
      BatchNormalization layer, Scope scope, String weight, INDArray found) {
    INDArray old = scope.weight(weight).array();
    double kept = layer.momentum();
    scope.assign(weight, old.mul(kept).addi(found.reshape('c', old.shape()).mul(1 - kept)));
  }

  // ---- over a sample

  private static Value layer(LayerNormalization layer, Scope scope, Flow in) {
    Value x = in.value();
    int[] axes = layer.axes(List.of(in.spec()));
    long[] shape = ones(x.rank());
    for (int i = 0; i < axes.length; i++) {
      axes[i]++;
      shape[axes[i]] = x.size(axes[i]);
    }
    Value out =
        layer.rmsScaling()
            ? overDeviation(layer, x, axes)
            : Standardized.of(x, layer.epsilon(), axes).value();
    return scaled(out, scope, layer.hasGamma(), layer.hasBeta(), shape);
  }

  private static Value overDeviation(LayerNormalization layer, Value x, int[] axes) {
    Value variance = x.subtract(x.mean(true, axes)).square().mean(true, axes);
    return x.multiply(variance.add(layer.epsilon()).pow(-0.5));
  }

  private static Value group(GroupNormalization layer, Scope scope, Value x) {
    int channels = layer.axis() < 0 ? layer.axis() + x.rank() : layer.axis();
    long groups = layer.groupsOf(x.size(channels));
    long[] parted = new long[x.rank() + 1];
    long[] shape = ones(x.rank() + 1);
    for (int i = 0; i < x.rank(); i++) {
      parted[i < channels ? i : i + 1] = x.size(i);
    }
    parted[channels] = groups;
    parted[channels + 1] = x.size(channels) / groups;
    shape[channels] = groups;
    shape[channels + 1] = parted[channels + 1];
    int[] axes = IntStream.range(1, parted.length).filter(axis -> axis != channels).toArray();
    Value out = Standardized.of(x.reshape(parted), layer.epsilon(), axes).value();
    return scaled(out, scope, layer.scale(), layer.center(), shape).reshape(x.shape());
  }

  private static Value unit(UnitNormalization layer, Value x) {
    Value squares = x.square().sum(true, layer.axes());
    Value least = squares.zeros().add(SHORTEST * SHORTEST);
    return x.multiply(squares.maximum(least).pow(-0.5));
  }

  private static Value scaled(Value x, Scope scope, boolean gamma, boolean beta, long[] shape) {
    Value out = gamma ? x.multiply(scope.weight("gamma").reshape(shape)) : x;
    return beta ? out.add(scope.weight("beta").reshape(shape)) : out;
  }

  private static long[] ones(int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    return shape;
  }
}
