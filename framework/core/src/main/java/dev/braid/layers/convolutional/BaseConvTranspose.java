package dev.braid.layers.convolutional;

import dev.braid.Padding;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transposed convolution: every input adds its weighted kernel to the larger output.
 *
 * @param <L> the layer's class
 */
public abstract sealed class BaseConvTranspose<L extends BaseConvTranspose<L>>
    extends WindowLayer<L> permits Conv1DTranspose, Conv2DTranspose, Conv3DTranspose {
  private final long filters;
  private long @Nullable [] outputPadding;

  BaseConvTranspose(int rank, long filters, long... kernel) {
    super(rank, kernel);
    this.filters = filters;
    positive("filters", filters);
  }

  /** Applies the configuration to a layer. */
  static <L extends BaseConvTranspose<L>> L read(L made, Config config) {
    L layer = WindowLayer.read(made, config).readOptions(config);
    return config.get("output_padding") == null
        ? layer
        : layer.outputPadding(config.wholes("output_padding"));
  }

  public final long filters() {
    return filters;
  }

  /** Enlarges the output on one side; by default Keras' rule applies. */
  public final L outputPadding(long... padding) {
    long[] all = SpatialAxes.each(rank(), padding);
    if (all.length != rank()) {
      throw optionRefusal("output padding", "one number or " + rank(), Spec.list(padding));
    }
    for (long number : all) {
      if (number < 0) {
        throw optionRefusal("output padding", "0 or more", number);
      }
    }
    return with(copy -> copy.setOutputPadding(all));
  }

  final void setOutputPadding(long... padding) {
    outputPadding = padding;
  }

  /** The output's size along an axis. */
  private long outputSize(int axis, long length) {
    if (length == Spec.ANY) {
      return Spec.ANY;
    }
    long extent = window().extent(axis);
    long stride = window().strides()[axis];
    if (window().padding() == Padding.VALID) {
      long more = outputPadding == null ? Math.max(stride - extent, 0) : outputPadding[axis];
      return Sizes.sum(Sizes.product(length - 1, stride), extent, more);
    }
    return outputPadding == null
        ? Sizes.product(length, stride)
        : Sizes.sum(Sizes.product(length - 1, stride), extent % 2, outputPadding[axis]);
  }

  /** The number of elements that are added after the full result, or dropped if negative. */
  private long after(int axis) {
    return outputSize(axis, 1) + cropped(axis) - window().extent(axis);
  }

  /** The number of elements of the full result that are dropped at the front. */
  public final long cropped(int axis) {
    if (window().padding() == Padding.VALID) {
      return 0;
    }
    long extent = window().extent(axis);
    long around =
        outputPadding == null
            ? window().strides()[axis] + extent - 2
            : extent + extent % 2 - 2 + outputPadding[axis];
    return extent - 1 - Math.min((around + 1) / 2, extent - 1);
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    Spec input = input(inputs);
    long[] shape = new long[rank() + 1];
    for (int axis = 0; axis < rank(); axis++) {
      shape[axis] = outputSize(axis, input.size(axis));
      if (shape[axis] == 0) {
        throw refusal(inputs, "an input that gives an output", "Increase its output padding.");
      }
    }
    return List.of(input.withShape(shape).withLast(filters));
  }

  @Override
  public final Value call(LayerCall call, List<Value> inputs) {
    outputs(specs(inputs));
    Value out = convolution().transposed(inputs.get(0), call.weight("kernel"));
    for (int i = 0; i < rank(); i++) {
      long front = cropped(i);
      long after = after(i);
      if (front > 0 || after < 0) {
        Size to = out.sizeOf(i + 1).minus(Size.of(Math.max(0, -after)));
        out = out.slice(i + 1, Size.of(front), to, 1);
      }
      out = out.pad(i + 1, 0, Math.max(0, after), 0);
    }
    Value bias = biasOf(call);
    return activation().apply(bias == null ? out : out.add(bias));
  }

  @Override
  public final List<WeightSpec> weights(List<Spec> inputs) {
    long[] size = window().size();
    long[] shape = Arrays.copyOf(size, size.length + 2);
    shape[size.length] = filters;
    shape[size.length + 1] = features(inputs);
    return kernelAndBias(filters, shape);
  }

  @Override
  protected final void describe(Config config) {
    config.put("filters", filters);
    describeWindow(config);
    config.put("output_padding", outputPadding);
    config.put("data_format", "channels_last");
    config.put("dilation_rate", window().dilation());
    describeActivation(config);
    describeWeights(config);
  }
}
