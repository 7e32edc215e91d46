package dev.braid.layers.convolutional;

import dev.braid.Padding;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A convolution: every output is a weighted sum of the elements under the window.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseConv<L extends BaseConv<L>> extends WindowLayer<L>
    permits Conv1D, Conv2D, Conv3D {
  private final long filters;
  private long groups = 1;

  BaseConv(int rank, long filters, long... kernel) {
    super(rank, kernel);
    this.filters = filters;
    positive("filters", filters);
  }

  /** Applies the configuration to a layer. */
  static <L extends BaseConv<L>> L read(L made, Config config) {
    return WindowLayer.read(made, config).groups(config.whole("groups", 1)).readOptions(config);
  }

  public final long filters() {
    return filters;
  }

  public final long groups() {
    return groups;
  }

  /** Splits the channels into groups with separate kernels. */
  public final L groups(long groups) {
    positive("groups", groups);
    if (filters % groups != 0) {
      throw optionRefusal("groups", "a divisor of the " + filters + " filters", groups);
    }
    return with(copy -> copy.setGroups(groups));
  }

  final void setGroups(long other) {
    groups = other;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    long channels = input(inputs).last();
    if (channels % groups != 0) {
      throw refusal(
          inputs, "a number of channels that is a multiple of its " + groups + " groups", "");
    }
    return List.of(slidingOutput(inputs, filters));
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    outputs(specs(inputs));
    Value x = inputs.get(0);
    if (window().padding() == Padding.CAUSAL) {
      x = x.pad(1, window().extent(0) - 1, 0, 0);
    }
    Value kernel = call.weight("kernel");
    Value bias = biasOf(call);
    return activation()
        .apply(groups == 1 ? convolution().apply(x, kernel, bias) : grouped(x, kernel, bias));
  }

  private Value grouped(Value x, Value kernel, @Nullable Value bias) {
    List<Value> results = new ArrayList<>();
    for (long i = 0; i < groups; i++) {
      results.add(
          convolution().apply(slice(x, i), slice(kernel, i), bias == null ? null : slice(bias, i)));
    }
    return Value.concat(-1, results);
  }

  /** The slice of a group along the last axis. */
  private Value slice(Value all, long group) {
    long size = all.size(-1) / groups;
    return all.slice(-1, group * size, (group + 1) * size);
  }

  @Override
  public final List<WeightSpec> weights(List<Spec> inputs) {
    long[] size = window().size();
    long[] shape = Arrays.copyOf(size, size.length + 2);
    shape[size.length] = features(inputs) / groups;
    shape[size.length + 1] = filters;
    return kernelAndBias(filters, shape);
  }

  @Override
  protected final void describe(Config config) {
    config.put("filters", filters);
    describeWindow(config);
    config.put("data_format", "channels_last");
    config.put("dilation_rate", window().dilation());
    config.put("groups", groups);
    describeActivation(config);
    describeWeights(config);
  }
}
