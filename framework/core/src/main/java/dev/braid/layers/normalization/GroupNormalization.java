package dev.braid.layers.normalization;

import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.layers.LayerCall;
import dev.braid.ops.Size;
import dev.braid.ops.Standardized;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Normalizes each sample over groups of channels. */
public final class GroupNormalization extends BaseNormalization<GroupNormalization> {
  /** As many groups as channels: instance normalization. */
  private static final long EACH_CHANNEL = -1;

  private final long groups;
  private int axis = -1;

  /** Creates the layer; -1 makes each channel a group. */
  public GroupNormalization(long groups) {
    this.groups = groups;
    if (groups <= 0 && groups != EACH_CHANNEL) {
      throw optionRefusal("groups", "a number above 0, or -1 for one group per channel", groups);
    }
  }

  public static GroupNormalization read(Config config) {
    return new GroupNormalization(config.whole("groups", 32))
        .axis(config.integer("axis", -1))
        .readOptions(config);
  }

  public long groups() {
    return groups;
  }

  /** The number of groups for a number of channels. */
  public long groupsOf(long channels) {
    return groups == EACH_CHANNEL ? channels : groups;
  }

  public int axis() {
    return axis;
  }

  /** The axis of the channels, counted with the batch axis; -1 is the last. */
  public GroupNormalization axis(int axis) {
    if (axis == 0) {
      throw optionRefusal("axis", "an axis after the batch axis", axis);
    }
    return with(copy -> copy.axis = axis);
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    long channels = knownSize(inputs, axis);
    if (channels % groupsOf(channels) != 0) {
      throw refusal(
          inputs, "a number of channels that is a multiple of its " + groups + " groups", "");
    }
    return List.of(only(inputs));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return gammaAndBeta(scale(), center(), knownSize(inputs, axis));
  }

  @Override
  public Value call(LayerCall call, List<Value> inputs) {
    Value x = inputs.get(0);
    int channels = positive(axis, x);
    long count = groupsOf(x.size(channels));
    List<Size> sizes = new ArrayList<>(x.sizes());
    sizes.set(channels, Size.of(x.size(channels) / count));
    sizes.add(channels, Size.of(count));
    Value grouped = x.reshape(sizes);
    int[] axes = IntStream.range(1, sizes.size()).filter(i -> i != channels).toArray();
    Value out = Standardized.of(grouped, epsilon(), axes).value();
    List<Size> scales = along(grouped, channels, channels + 1);
    return scaled(call, out, scale(), center(), scales).reshape(x.sizes());
  }

  @Override
  public String className() {
    return "GroupNormalization";
  }

  @Override
  protected void describe(Config config) {
    config.put("groups", groups);
    config.put("axis", axis);
    describeScale(config);
    describeInitializers(config);
    describePenalties(config);
  }
}
