package dev.braid.saving.onnx;

import static dev.braid.saving.onnx.OnnxCall.with;
import static dev.braid.saving.onnx.Translations.row;

import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.normalization.BatchNormalization;
import dev.braid.layers.normalization.GroupNormalization;
import dev.braid.layers.normalization.LayerNormalization;
import dev.braid.layers.normalization.UnitNormalization;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
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
        (layer, call, in) -> List.of(with(in.get(0), batch(layer, call, in.get(0).value()))));
    row(
        LayerNormalization.class,
        (layer, call, in) -> List.of(with(in.get(0), layer(layer, call, in.get(0)))));
    row(
        GroupNormalization.class,
        (layer, call, in) -> List.of(with(in.get(0), group(layer, call, in.get(0).value()))));
    row(
        UnitNormalization.class,
        (layer, call, in) -> List.of(with(in.get(0), unit(layer, in.get(0).value()))));
  }

  /** At inference a factor and an offset for each channel, which are computed now. */
  private static Value batch(BatchNormalization layer, OnnxCall call, Value x) {
    int channels = layer.axis() < 0 ? layer.axis() + x.rank() : layer.axis();
    long[] shape = ones(x.rank());
    shape[channels] = x.shape()[channels];
    Value factor = call.named("factor", factor(layer, call).reshape('c', shape));
    Value offset = call.named("offset", offset(layer, call).reshape('c', shape));
    return x.multiply(factor).add(offset);
  }

  private static INDArray factor(BatchNormalization layer, OnnxCall call) {
    float[] numbers = call.array("moving_variance").dup('c').data().asFloat();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (1 / Math.sqrt(numbers[i] + layer.epsilon()));
    }
    INDArray factor = Nd4j.createFromArray(numbers);
    return layer.scale() ? factor.mul(call.array("gamma")) : factor;
  }

  private static INDArray offset(BatchNormalization layer, OnnxCall call) {
    INDArray offset = call.array("moving_mean").mul(factor(layer, call)).neg();
    return layer.center() ? offset.add(call.array("beta")) : offset;
  }

  private static Value layer(LayerNormalization layer, OnnxCall call, Masked in) {
    Value x = in.value();
    int[] axes = layer.axes(List.of(OnnxCall.spec(in)));
    long[] shape = ones(x.rank());
    for (int i = 0; i < axes.length; i++) {
      axes[i]++;
      shape[axes[i]] = x.shape()[axes[i]];
    }
    Value centered = x.subtract(x.mean(true, axes));
    Value variance = centered.square().mean(true, axes);
    Value deviation = variance.add(layer.epsilon()).sqrt();
    Value out = (layer.rmsScaling() ? x : centered).divide(deviation);
    return scaled(out, call, layer.hasGamma(), layer.hasBeta(), shape);
  }

  private static Value group(GroupNormalization layer, OnnxCall call, Value x) {
    int channels = layer.axis() < 0 ? layer.axis() + x.rank() : layer.axis();
    long size = x.shape()[channels];
    long groups = layer.groupsOf(size);
    List<Size> parted = new ArrayList<>(x.sizes());
    parted.set(channels, Size.of(groups));
    parted.add(channels + 1, Size.of(size / groups));
    long[] shape = ones(x.rank() + 1);
    shape[channels] = groups;
    shape[channels + 1] = size / groups;
    int[] axes = IntStream.rangeClosed(1, x.rank()).filter(axis -> axis != channels).toArray();
    Value apart = x.reshape(parted);
    Value centered = apart.subtract(apart.mean(true, axes));
    Value deviation = centered.square().mean(true, axes).add(layer.epsilon()).sqrt();
    Value out = centered.divide(deviation);
    return scaled(out, call, layer.scale(), layer.center(), shape).reshape(x.sizes());
  }

  private static Value unit(UnitNormalization layer, Value x) {
    Value squares = x.square().sum(true, layer.axes());
    return x.divide(squares.sqrt().clip(SHORTEST, Double.MAX_VALUE));
  }

  private static Value scaled(Value x, OnnxCall call, boolean gamma, boolean beta, long... shape) {
    Value out = gamma ? x.multiply(call.weight("gamma", w -> w.reshape('c', shape))) : x;
    return beta ? out.add(call.weight("beta", w -> w.reshape('c', shape))) : out;
  }

  private static long[] ones(int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    return shape;
  }
}
