package dev.braid.layers.preprocessing;

import dev.braid.Initializer;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.initializers.Ones;
import dev.braid.initializers.Zeros;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SameShapeLayer;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Subtracts a mean and divides by the root of a variance, both known before training.
 *
 * <p>They are given, or computed from data by {@link #adapt}; then they are weights, which are
 * saved in files and do not change in training.
 */
public final class Normalization extends SameShapeLayer<Normalization> {
  /** Keras' epsilon, the lower bound of the standard deviation. */
  private static final double LEAST_DEVIATION = 1e-7;

  private int[] axes = {-1};
  private boolean invert;
  private double @Nullable [] mean;
  private double @Nullable [] variance;
  private boolean single;
  private @Nullable Moments adapted;

  /**
   * Creates a layer whose mean and variance of each feature come from {@link #adapt} or from a
   * file.
   */
  public Normalization() {}

  /** Creates a layer with the same mean and variance for all elements. */
  public Normalization(double mean, double variance) {
    this(new double[] {mean}, new double[] {variance});
    single = true;
  }

  /**
   * Creates a layer with a mean and a variance for each position along the last of the kept axes.
   */
  public Normalization(double[] mean, double[] variance) {
    boolean fits = mean.length == variance.length && mean.length > 0;
    if (!fits || !DoubleStream.of(mean).allMatch(Double::isFinite)) {
      throw optionRefusal(
          "mean", "as many finite numbers as there are variances", Arrays.toString(mean));
    }
    if (!DoubleStream.of(variance).allMatch(number -> number >= 0 && Double.isFinite(number))) {
      throw optionRefusal("variance", "finite numbers of at least 0", Arrays.toString(variance));
    }
    this.mean = mean.clone();
    this.variance = variance.clone();
  }

  public static Normalization read(Config config) {
    double[] mean = config.numbersOrNull("mean");
    double[] variance = config.numbersOrNull("variance");
    Normalization layer =
        mean == null || variance == null ? new Normalization() : new Normalization(mean, variance);
    layer.single = config.get("mean") instanceof Number;
    layer.invert = config.flag("invert", false);
    // Keras writes an empty list for axis=None
    boolean none = config.has("axis") && config.get("axis") == null;
    return layer.axis(none ? new int[0] : toInts(config.wholes("axis", -1)));
  }

  private static int[] toInts(long... axes) {
    return Arrays.stream(axes).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * Sets the axes along which each position has a separate mean and variance, the batch axis
   * included; -1 is the last axis, and no axis means one mean for all elements.
   */
  public Normalization axis(int... axes) {
    if (Arrays.stream(axes).anyMatch(axis -> axis == 0)) {
      throw optionRefusal("axis", "axes after the batch axis", Arrays.toString(axes));
    }
    if (mean != null && !single && axes.length == 0) {
      throw optionRefusal(
          "axis", "an axis for the " + mean.length + " means that were given", "none");
    }
    int[] taken = axes.clone();
    return with(
        copy -> {
          copy.axes = taken;
          copy.adapted = null;
        });
  }

  /** Inverts the normalization. */
  public Normalization invert(boolean on) {
    return with(copy -> copy.invert = on);
  }

  /**
   * A copy with the mean and variance of data: nested numbers in any form, the samples first.
   *
   * <p>{@code normalization().adapt(data).apply(x)}
   */
  public Normalization adapt(Object data) {
    if (mean != null) {
      throw optionRefusal("adapt", "a layer without mean and variance", "one that has them");
    }
    Moments found = Moments.of(data, axes);
    return with(copy -> copy.adapted = found);
  }

  /** Whether mean and variance were given or computed from data; a file may also contain them. */
  public boolean isAdapted() {
    return mean != null || adapted != null;
  }

  /** True if the layer inverts the normalization. */
  public boolean inverts() {
    return invert;
  }

  /** The given means; null if they are weights. */
  public double @Nullable [] mean() {
    return mean == null ? null : mean.clone();
  }

  /** The given variances; null if they are weights. */
  public double @Nullable [] variance() {
    return variance == null ? null : variance.clone();
  }

  /** The shape of the means that broadcasts to inputs, without the batch axis. */
  public long[] broadcastShape(Spec input) {
    long[] shape = new long[input.rank()];
    Arrays.fill(shape, 1);
    for (int axis : kept(List.of(input))) {
      shape[axis] = input.size(axis);
    }
    if (mean != null) {
      // means of a lower rank align with the last axis
      int[] kept = kept(List.of(input));
      Arrays.fill(shape, 1);
      if (kept.length > 0) {
        shape[kept[kept.length - 1]] = mean.length;
      }
    }
    return shape;
  }

  /** The kept axes in ascending order, counted from the first one after the batch axis. */
  private int[] kept(List<Spec> inputs) {
    Spec input = only(inputs);
    int[] kept = new int[axes.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = axes[i] < 0 ? axes[i] + input.rank() : axes[i] - 1;
      if (kept[i] < 0 || kept[i] >= input.rank()) {
        throw refusal(inputs, "an axis " + axes[i] + " after the batch axis", "");
      }
      if (input.size(kept[i]) < 0) {
        throw refusal(
            inputs, "an axis " + axes[i] + " of known size, since the means depend on it", "");
      }
    }
    return Arrays.stream(kept).sorted().distinct().toArray();
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    int[] kept = kept(inputs);
    Spec input = only(inputs);
    long[] sizes = Arrays.stream(kept).mapToLong(input::size).toArray();
    if (mean != null && mean.length > 1 && sizes[sizes.length - 1] != mean.length) {
      throw refusal(inputs, mean.length + " features, as many as there are means", "");
    }
    if (adapted != null && !adapted.fits(sizes)) {
      throw refusal(
          inputs,
          "the sizes of the data that it was adapted to, " + Spec.list(adapted.shape()),
          "These are the sizes along the axes with separate means.");
    }
    return super.outputs(inputs);
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    if (mean != null) {
      return List.of();
    }
    Spec input = only(inputs);
    long[] sizes = Arrays.stream(kept(inputs)).mapToLong(input::size).toArray();
    Initializer means = adapted == null ? new Zeros() : new AdaptedInitializer(adapted.mean());
    Initializer variances =
        adapted == null ? new Ones() : new AdaptedInitializer(adapted.variance());
    return List.of(
        WeightSpec.statistic("mean", means, sizes),
        WeightSpec.statistic("variance", variances, sizes),
        // Keras keeps this weight for old files and never counts it
        WeightSpec.statistic("count", new Zeros()));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    long[] shape = broadcastShape(specs(inputs).get(0));
    Value means = mean == null ? call.weight("mean") : constant(mean, x);
    Value variances = variance == null ? call.weight("variance") : constant(variance, x);
    Value deviation = variances.sqrt();
    deviation = deviation.maximum(deviation.zeros().add(LEAST_DEVIATION)).reshape(shape);
    means = means.reshape(shape);
    return invert ? x.multiply(deviation).add(means) : x.subtract(means).divide(deviation);
  }

  private static Value constant(double[] numbers, Value like) {
    return Value.of(numbers, numbers.length).asTypeOf(like);
  }

  @Override
  public @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return call.mask(0);
  }

  @Override
  public String className() {
    return "Normalization";
  }

  @Override
  protected void describe(Config config) {
    config.put("axis", axes);
    config.put("invert", invert);
    config.put("mean", written(mean));
    config.put("variance", written(variance));
  }

  private @Nullable Object written(double @Nullable [] numbers) {
    return single && numbers != null ? (Object) numbers[0] : numbers;
  }
}
