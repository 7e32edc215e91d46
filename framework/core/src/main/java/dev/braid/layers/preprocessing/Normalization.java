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

/**
 * Takes off a mean and divides by the root of a variance that are known before training.
 *
 * <p>They are given, or learnt from data by {@link #adapt}; then they are weights, which files keep
 * and training leaves alone.
 */
public final class Normalization extends SameShapeLayer<Normalization> {
  /** Keras' epsilon: no deviation is taken for smaller. */
  private static final double LEAST_DEVIATION = 1e-7;

  private int[] axes = {-1};
  private boolean invert;
  private double[] mean;
  private double[] variance;
  private boolean single;
  private Moments learnt;

  /** Learns mean and variance of each feature by {@link #adapt}, or takes them from a file. */
  public Normalization() {}

  /** The same mean and variance for all numbers. */
  public Normalization(double mean, double variance) {
    this(new double[] {mean}, new double[] {variance});
    single = true;
  }

  /** A mean and a variance for each position along the last of the kept axes. */
  public Normalization(double[] mean, double[] variance) {
    boolean fits = mean.length == variance.length && mean.length > 0;
    if (!fits || !DoubleStream.of(mean).allMatch(Double::isFinite)) {
      throw optionRefusal(
          "mean", "as many finite numbers as there are variances", Arrays.toString(mean));
    }
    if (!DoubleStream.of(variance).allMatch(number -> number >= 0 && Double.isFinite(number))) {
      throw optionRefusal("variance", "finite numbers from 0", Arrays.toString(variance));
    }
    this.mean = mean.clone();
    this.variance = variance.clone();
  }

  public static Normalization read(Config config) {
    double[] mean = config.numbers("mean");
    double[] variance = config.numbers("variance");
    Normalization layer =
        mean == null || variance == null ? new Normalization() : new Normalization(mean, variance);
    layer.single = config.get("mean") instanceof Number;
    layer.invert = config.flag("invert", false);
    // Keras writes an empty list for axis=None
    boolean none = config.has("axis") && config.get("axis") == null;
    return layer.axis(none ? new int[0] : wholes(config.wholes("axis", -1)));
  }

  private static int[] wholes(long... axes) {
    return Arrays.stream(axes).mapToInt(Math::toIntExact).toArray();
  }

  /**
   * The axes along which each position has a mean and a variance of its own, counted with the batch
   * axis; -1 is the last, none at all stands for one mean of everything.
   */
  public Normalization axis(int... axes) {
    if (Arrays.stream(axes).anyMatch(axis -> axis == 0)) {
      throw optionRefusal("axis", "axes behind the batch axis", Arrays.toString(axes));
    }
    if (mean != null && !single && axes.length == 0) {
      throw optionRefusal(
          "axis", "an axis for the " + mean.length + " means that were given", "none");
    }
    int[] taken = axes.clone();
    return with(
        copy -> {
          copy.axes = taken;
          copy.learnt = null;
        });
  }

  /** Turns normalized numbers back into what they were. */
  public Normalization invert(boolean on) {
    return with(copy -> copy.invert = on);
  }

  /**
   * The layer with mean and variance of such data: any nest of numbers, the samples first.
   *
   * <p>{@code normalization().adapt(data).apply(x)}
   */
  public Normalization adapt(Object data) {
    if (mean != null) {
      throw optionRefusal("adapt", "a layer without mean and variance", "one that has them");
    }
    Moments found = Moments.of(data, axes);
    return with(copy -> copy.learnt = found);
  }

  /** Whether mean and variance were given, or learnt from data; a file may bring them too. */
  public boolean isAdapted() {
    return mean != null || learnt != null;
  }

  /** True for the way back from normalized numbers. */
  public boolean inverts() {
    return invert;
  }

  /** The given means; null where they are weights. */
  public double[] mean() {
    return mean == null ? null : mean.clone();
  }

  /** The given variances; null where they are weights. */
  public double[] variance() {
    return variance == null ? null : variance.clone();
  }

  /** What the means' shape must be to go with inputs, without the batch axis. */
  public long[] broadcastShape(Spec input) {
    long[] shape = new long[input.rank()];
    Arrays.fill(shape, 1);
    for (int axis : kept(List.of(input))) {
      shape[axis] = input.size(axis);
    }
    if (mean != null) {
      // fewer means than axes go along the last one
      int[] kept = kept(List.of(input));
      Arrays.fill(shape, 1);
      if (kept.length > 0) {
        shape[kept[kept.length - 1]] = mean.length;
      }
    }
    return shape;
  }

  /** The kept axes in order, counted from the first one behind the batch axis. */
  private int[] kept(List<Spec> inputs) {
    Spec input = only(inputs);
    int[] kept = new int[axes.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = axes[i] < 0 ? axes[i] + input.rank() : axes[i] - 1;
      if (kept[i] < 0 || kept[i] >= input.rank()) {
        throw refusal(inputs, "an axis " + axes[i] + " behind the batch axis", "");
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
    if (learnt != null && !learnt.fits(sizes)) {
      throw refusal(
          inputs,
          "the sizes of the data that it was adapted to, " + Spec.list(learnt.shape()),
          "These are the sizes along the axes that each have a mean of their own.");
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
    Initializer means = learnt == null ? new Zeros() : new LearntValues(learnt.mean());
    Initializer variances = learnt == null ? new Ones() : new LearntValues(learnt.variance());
    return List.of(
        WeightSpec.statistic("mean", means, sizes),
        WeightSpec.statistic("variance", variances, sizes),
        // Keras keeps it for the sake of old files, and never counts
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
  public Value computeMask(LayerCall call, List<Value> inputs) {
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
    config.put("mean", single ? (Object) mean[0] : mean);
    config.put("variance", single ? (Object) variance[0] : variance);
  }
}
