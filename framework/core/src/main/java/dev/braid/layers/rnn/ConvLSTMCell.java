package dev.braid.layers.rnn;

import dev.braid.Activation;
import dev.braid.Initializer;
import dev.braid.Padding;
import dev.braid.config.Config;
import dev.braid.graph.Spec;
import dev.braid.graph.WeightSpec;
import dev.braid.internal.shapes.Sizes;
import dev.braid.layers.LayerCall;
import dev.braid.layers.SpatialAxes;
import dev.braid.layers.convolutional.Window;
import dev.braid.ops.Convolution;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** Long short-term memory whose products are convolutions and whose states are images. */
public final class ConvLSTMCell extends KernelCell<ConvLSTMCell> {
  private final int rank;
  private final long filters;
  private Window window;
  private Activation recurrentActivation = Activation.SIGMOID;
  private boolean unitForgetBias = true;

  ConvLSTMCell(int rank, long filters, long... kernel) {
    this.rank = rank;
    this.filters = filters;
    positive("filters", filters);
    long[] ones = SpatialAxes.each(rank, 1);
    window = new Window(each("kernel", kernel), ones, ones, Padding.VALID);
  }

  /** Reads the cell of a layer's configuration. */
  static ConvLSTMCell read(int rank, String className, Config config) {
    SpatialAxes.requireChannelsLast(className, config);
    long[] kernel = config.wholes("kernel_size");
    return new ConvLSTMCell(rank, config.whole("filters", 0), kernel)
        .readOptions(config)
        .strides(config.wholes("strides", 1))
        .dilation(config.wholes("dilation_rate", 1))
        .padding(Padding.of(config.text("padding", "valid")))
        .recurrentActivation(GatedCell.gateActivation(config))
        .unitForgetBias(config.flag("unit_forget_bias", true));
  }

  /** The number of spatial axes. */
  public int rank() {
    return rank;
  }

  public long filters() {
    return filters;
  }

  /** The kernel's window over the input; over the state it moves by one. */
  public Window window() {
    return window;
  }

  public Activation recurrentActivation() {
    return recurrentActivation;
  }

  ConvLSTMCell recurrentActivation(Activation other) {
    return with(copy -> copy.recurrentActivation = other);
  }

  ConvLSTMCell unitForgetBias(boolean on) {
    return with(copy -> copy.unitForgetBias = on);
  }

  ConvLSTMCell strides(long... strides) {
    long[] all = each("strides", strides);
    return withWindow(w -> new Window(w.size(), all, w.dilation(), w.padding()));
  }

  ConvLSTMCell dilation(long... dilation) {
    long[] all = each("dilation", dilation);
    return withWindow(w -> new Window(w.size(), w.strides(), all, w.padding()));
  }

  ConvLSTMCell padding(Padding padding) {
    if (padding == Padding.CAUSAL) {
      throw optionRefusal("padding", "VALID or SAME", "CAUSAL");
    }
    return withWindow(w -> new Window(w.size(), w.strides(), w.dilation(), padding));
  }

  private ConvLSTMCell withWindow(UnaryOperator<Window> change) {
    Window changed = change.apply(window);
    boolean strided = LongStream.of(changed.strides()).anyMatch(stride -> stride > 1);
    boolean dilated = LongStream.of(changed.dilation()).anyMatch(step -> step > 1);
    if (strided && dilated) {
      throw optionRefusal(
          "dilation",
          "1 where strides are above 1",
          Spec.list(changed.dilation()) + " with strides " + Spec.list(changed.strides()));
    }
    return with(copy -> copy.window = changed);
  }

  private long[] each(String option, long... given) {
    long[] all = SpatialAxes.each(rank, given);
    if (all.length != rank) {
      throw optionRefusal(option, "one number or " + rank, Spec.list(given));
    }
    for (long number : all) {
      positive(option, number);
    }
    return all;
  }

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public int stateCount() {
    return 2;
  }

  @Override
  public List<Spec> states(Spec input) {
    if (input.rank() != rank + 1 || !input.known()) {
      throw refusal(List.of(input), SpatialAxes.meaning(rank) + " of known sizes at each step", "");
    }
    long[] shape = new long[rank + 1];
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = window.output(axis, input.size(axis));
      if (shape[axis] == 0) {
        throw refusal(
            List.of(input),
            "a "
                + SpatialAxes.name(rank, axis)
                + " of at least "
                + window.extent(axis)
                + ", which is what its kernel covers",
            "Use a smaller kernel or padding(SAME).");
      }
    }
    shape[rank] = filters;
    return Collections.nCopies(stateCount(), Spec.of(shape));
  }

  @Override
  public List<WeightSpec> weights(List<Spec> inputs) {
    return weights(kernel(inputs.get(0).last()), kernel(filters), Sizes.product(gates(), filters));
  }

  private long[] kernel(long channels) {
    long[] shape = Arrays.copyOf(window.size(), rank + 2);
    shape[rank] = channels;
    shape[rank + 1] = Sizes.product(gates(), filters);
    return shape;
  }

  @Override
  public Value prepare(LayerCall call, Value inputs) {
    Convolution convolution =
        new Convolution(window.strides(), window.dilation(), window.padding() == Padding.SAME);
    Value kernel = call.weight("kernel");
    Value bias = useBias() ? call.weight("bias") : null;
    Value out;
    if (dropsInputs(call)) {
      List<Value> parts = new ArrayList<>();
      for (int gate = 0; gate < gates(); gate++) {
        Value dropped = merged(dropInputs(call, inputs, gate));
        parts.add(convolution.apply(dropped, gate(kernel, gate), null));
      }
      out = Value.concat(-1, parts);
      out = bias == null ? out : out.add(bias);
    } else {
      out = convolution.apply(merged(inputs), kernel, bias);
    }
    List<Size> sizes = new ArrayList<>(inputs.sizes().subList(0, 2));
    sizes.addAll(out.sizes().subList(1, out.rank()));
    return out.reshape(sizes);
  }

  /** Merges steps and samples into one axis. */
  private static Value merged(Value inputs) {
    List<Size> sizes = new ArrayList<>(inputs.sizes().subList(1, inputs.rank()));
    sizes.set(0, Size.REST);
    return inputs.reshape(sizes);
  }

  @Override
  public Step call(LayerCall call, Value input, List<Value> states) {
    Value all = input.add(recur(call, states.get(0)));
    return new LstmStep(filters, activation(), recurrentActivation).of(all, states.get(1));
  }

  private Value recur(LayerCall call, Value state) {
    long[] ones = SpatialAxes.each(rank, 1);
    Convolution convolution = new Convolution(ones, ones, true);
    Value kernel = call.weight("recurrent_kernel");
    if (!dropsStates(call)) {
      return convolution.apply(state, kernel, null);
    }
    List<Value> parts = new ArrayList<>();
    for (int gate = 0; gate < gates(); gate++) {
      parts.add(convolution.apply(dropState(call, state, gate), gate(kernel, gate), null));
    }
    return Value.concat(-1, parts);
  }

  private Value gate(Value all, int gate) {
    return all.slice(-1, gate * filters, (gate + 1) * filters);
  }

  @Override
  Initializer initialBias(Initializer biasInitializer) {
    return unitForgetBias ? new ForgetBias(biasInitializer) : biasInitializer;
  }

  @Override
  void describeSize(Config config) {
    config.put("filters", filters);
    config.put("kernel_size", window.size());
    config.put("strides", window.strides());
    config.put("padding", window.padding().keras());
    config.put("data_format", "channels_last");
    config.put("dilation_rate", window.dilation());
  }

  @Override
  void describeGates(Config config) {
    config.put("recurrent_activation", recurrentActivation.configuration());
  }

  @Override
  void describeBiasStart(Config config) {
    config.put("unit_forget_bias", unitForgetBias);
  }

  @Override
  public String className() {
    return "ConvLSTMCell";
  }
}
