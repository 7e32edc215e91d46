package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.normalization.GroupNormalization;
import dev.braid.layers.normalization.LayerNormalization;
import dev.braid.layers.normalization.UnitNormalization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Normalizations; they all pass masks on. */
final class NormalizationTranslations {
  /** Shorter vectors are not brought to length 1, but divided by this. */
  private static final double SHORTEST = 1e-12;

  private NormalizationTranslations() {}

  static void rows() {
    row(
        BatchNormalization.class,
        (layer, scope, in) -> List.of(in.get(0).with(batch(layer, scope, in.get(0).value()))));
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

  /** At inference a factor and an offset for each channel, which are computed now. */
  private static Wire batch(BatchNormalization layer, Scope scope, Wire x) {
    int channels = x.axis(layer.axis());
    long[] shape = ones(x.rank());
    shape[channels] = x.shape()[channels];
    Wire factor = scope.made("factor", () -> factor(layer, scope).reshape('c', shape));
    Wire offset = scope.made("offset", () -> offset(layer, scope).reshape('c', shape));
    return x.multiply(factor).add(offset);
  }

  private static INDArray factor(BatchNormalization layer, Scope scope) {
    float[] numbers = scope.numbers("moving_variance").dup('c').data().asFloat();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (1 / Math.sqrt(numbers[i] + layer.epsilon()));
    }
    INDArray factor = Nd4j.createFromArray(numbers);
    return layer.scale() ? factor.mul(scope.numbers("gamma")) : factor;
  }

  private static INDArray offset(BatchNormalization layer, Scope scope) {
    INDArray offset = scope.numbers("moving_mean").mul(factor(layer, scope)).neg();
    return layer.center() ? offset.add(scope.numbers("beta")) : offset;
  }

  private static Wire layer(LayerNormalization layer, Scope scope, Flow in) {
    Wire x = in.value();
    int[] axes = layer.axes(List.of(in.spec()));
    long[] shape = ones(x.rank());
    for (int i = 0; i < axes.length; i++) {
      axes[i]++;
      shape[axes[i]] = x.shape()[axes[i]];
    }
    Wire centered = x.subtract(x.mean(true, axes));
    Wire variance = centered.square().mean(true, axes);
    Wire deviation = variance.add(layer.epsilon()).like("Sqrt");
    Wire out = (layer.rmsScaling() ? x : centered).divide(deviation);
    return scaled(out, scope, layer.hasGamma(), layer.hasBeta(), shape);
  }

  private static Wire group(GroupNormalization layer, Scope scope, Wire x) {
    int channels = x.axis(layer.axis());
    long size = x.shape()[channels];
    long groups = layer.groupsOf(size);
    List<Size> parted = new ArrayList<>(x.sizes());
    parted.set(channels, Size.of(groups));
    parted.add(channels + 1, Size.of(size / groups));
    long[] shape = ones(x.rank() + 1);
    shape[channels] = groups;
    shape[channels + 1] = size / groups;
    int[] axes = IntStream.rangeClosed(1, x.rank()).filter(axis -> axis != channels).toArray();
    Wire apart = x.reshape(parted);
    Wire centered = apart.subtract(apart.mean(true, axes));
    Wire deviation = centered.square().mean(true, axes).add(layer.epsilon()).like("Sqrt");
    Wire out = centered.divide(deviation);
    return scaled(out, scope, layer.scale(), layer.center(), shape).reshape(x.sizes());
  }

  private static Wire unit(UnitNormalization layer, Wire x) {
    Wire squares = x.square().sum(true, layer.axes());
    return x.divide(squares.like("Sqrt").maximum(x.graph().scalar(SHORTEST)));
  }

  private static Wire scaled(Wire x, Scope scope, boolean gamma, boolean beta, long... shape) {
    String form = Arrays.toString(shape);
    Wire out = gamma ? x.multiply(scope.weight("gamma", form, w -> w.reshape('c', shape))) : x;
    return beta ? out.add(scope.weight("beta", form, w -> w.reshape('c', shape))) : out;
  }

  private static long[] ones(int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    return shape;
  }
}
