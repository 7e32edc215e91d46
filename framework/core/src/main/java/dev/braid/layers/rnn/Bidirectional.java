package dev.braid.layers.rnn;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.LayerCall.Masked;
import dev.braid.layers.MaskUse;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs two layers over sequences in both directions and merges their outputs. */
public final class Bidirectional extends BaseLayer<Bidirectional> {
  private Recurrent<?> forward;
  private Recurrent<?> backward;
  private MergeMode mergeMode = MergeMode.CONCAT;

  /** Creates a layer from a forward layer and a copy of it backward, each with separate weights. */
  public Bidirectional(Layer layer) {
    this(recurrent(layer), null);
  }

  /** Creates a layer from one layer for each direction. */
  public Bidirectional(Layer layer, Layer backwardLayer) {
    this(recurrent(layer), recurrent(backwardLayer));
  }

  private Bidirectional(Recurrent<?> layer, @Nullable Recurrent<?> other) {
    boolean padding = layer.returnsSequences();
    String name = layer.nameOrAutomatic();
    forward = layer.zeroOutputForMask(padding).name(prefixed("forward_", name));
    backward =
        other == null
            ? layer.goBackwards(true).zeroOutputForMask(padding).name(prefixed("backward_", name))
            : other
                .zeroOutputForMask(other.returnsSequences())
                .name(other.name() == null ? "backward_" + other.automaticName() : other.name());
    check();
  }

  private static String prefixed(String prefix, String name) {
    return name.startsWith(prefix) ? name : prefix + name;
  }

  private static Recurrent<?> recurrent(Layer layer) {
    if (layer instanceof Recurrent<?> recurrent) {
      return recurrent;
    }
    throw StructureException.of(
        "A bidirectional layer cannot be made",
        new Problem(
            "layer-option",
            "layer",
            "a recurrent layer, such as lstm(…), gru(…) or simpleRnn(…)",
            "received " + layer.label(),
            ""));
  }

  private void check() {
    if (forward.goesBackwards() == backward.goesBackwards()) {
      throw optionRefusal(
          "backwardLayer", "a layer of the other direction", "two of the same direction");
    }
    if (forward.returnsSequences() != backward.returnsSequences()
        || forward.returnsState() != backward.returnsState()) {
      throw optionRefusal(
          "backwardLayer",
          "the same returnSequences and returnState as the forward layer",
          "other ones");
    }
  }

  public static Bidirectional read(Config config) {
    Layer layer = config.read("layer", Layer.class);
    Layer other = config.readOrNull("backward_layer", Layer.class);
    Bidirectional made = other == null ? new Bidirectional(layer) : new Bidirectional(layer, other);
    if (!config.has("merge_mode")) {
      return made;
    }
    return made.mergeMode(made.modeOf(config.get("merge_mode")));
  }

  private MergeMode modeOf(@Nullable Object written) {
    return Arrays.stream(MergeMode.values())
        .filter(mode -> Objects.equals(mode.keras(), written))
        .findFirst()
        .orElseThrow(() -> optionRefusal("mergeMode", "concat, sum, mul, ave or none", written));
  }

  public Recurrent<?> forward() {
    return forward;
  }

  public Recurrent<?> backward() {
    return backward;
  }

  public MergeMode mergeMode() {
    return mergeMode;
  }

  public Bidirectional mergeMode(MergeMode mode) {
    return with(copy -> copy.mergeMode = mode);
  }

  /** Sets how the two outputs are merged: concat, sum, mul or ave; null keeps them separate. */
  public Bidirectional mergeMode(@Nullable String mode) {
    return mergeMode(modeOf(mode));
  }

  /**
   * Uses the mask of the sequence also in calls with initial states, as Keras does if the mask is
   * an explicit argument of the call.
   */
  public Bidirectional maskWithStates(boolean on) {
    return with(
        copy -> {
          copy.forward = forward.maskWithStates(on);
          copy.backward = backward.maskWithStates(on);
        });
  }

  /** Whether a call with a number of inputs uses the mask of its sequence. */
  public boolean usesMask(int inputs) {
    return forward.usesMask(inputs);
  }

  /** Resets both directions, so that they start from zeros at the next batch. */
  public void resetState() {
    forward.resetState();
    backward.resetState();
  }

  @Override
  protected void separate() {
    forward = forward.name(forward.nameOrAutomatic());
    backward = backward.name(backward.nameOrAutomatic());
  }

  /** The inputs of one direction: the sequence and its half of the initial states. */
  public <T> List<T> half(List<T> inputs, boolean forwards) {
    int states = (inputs.size() - 1) / 2;
    List<T> half = new ArrayList<>();
    half.add(inputs.get(0));
    half.addAll(
        forwards ? inputs.subList(1, 1 + states) : inputs.subList(1 + states, inputs.size()));
    return half;
  }

  @Override
  public Optional<Spec> everyStep(List<Spec> inputs) {
    return forward.returnsSequences()
        ? Optional.empty()
        : Optional.of(outputs(inputs).get(0).sequence(inputs.get(0).size(0)));
  }

  @Override
  public List<Spec> outputs(List<Spec> inputs) {
    if (inputs.size() % 2 == 0) {
      throw refusal(inputs, "a sequence alone, or with initial states for both directions", "");
    }
    List<Spec> ahead = forward.outputs(half(inputs, true));
    List<Spec> back = backward.outputs(half(inputs, false));
    List<Spec> outputs = new ArrayList<>();
    if (mergeMode == MergeMode.NONE) {
      outputs.add(ahead.get(0));
      outputs.add(back.get(0));
    } else if (mergeMode == MergeMode.CONCAT) {
      outputs.add(ahead.get(0).withLast(ahead.get(0).last() + back.get(0).last()));
    } else {
      if (!ahead.get(0).equals(back.get(0))) {
        throw refusal(
            inputs, "two directions of the same size, for the merge mode " + mergeMode.keras(), "");
      }
      outputs.add(ahead.get(0));
    }
    outputs.addAll(ahead.subList(1, ahead.size()));
    outputs.addAll(back.subList(1, back.size()));
    return outputs;
  }

  @Override
  public List<Value> callAll(LayerCall call, List<Value> inputs) {
    List<Value> ahead = runDirection(call, inputs, forward, true);
    List<Value> back = runDirection(call, inputs, backward, false);
    Value first = ahead.get(0);
    Value second = forward.returnsSequences() ? back.get(0).reverse(1) : back.get(0);
    List<Value> outputs = new ArrayList<>(merged(first, second));
    outputs.addAll(ahead.subList(1, ahead.size()));
    outputs.addAll(back.subList(1, back.size()));
    return outputs;
  }

  private List<Value> runDirection(
      LayerCall call, List<Value> inputs, Recurrent<?> direction, boolean forwards) {
    List<Masked> directionInputs = new ArrayList<>();
    for (Value input : half(inputs, forwards)) {
      directionInputs.add(new Masked(input, directionInputs.isEmpty() ? call.mask(0) : null));
    }
    return call.apply(direction, directionInputs.toArray(Masked[]::new)).stream()
        .map(Masked::value)
        .toList();
  }

  private List<Value> merged(Value first, Value second) {
    return switch (mergeMode) {
      case CONCAT -> List.of(Value.concat(-1, List.of(first, second)));
      case SUM -> List.of(first.add(second));
      case MUL -> List.of(first.multiply(second));
      case AVE -> List.of(first.add(second).divide(2));
      case NONE -> List.of(first, second);
    };
  }

  @Override
  public List<Value> computeMasks(LayerCall call, List<Value> inputs) {
    Value mask = forward.returnsSequences() ? call.mask(0) : null;
    return Arrays.asList(mask, mergeMode == MergeMode.NONE ? mask : null);
  }

  @Override
  public boolean dependsOnBatch() {
    return forward.dependsOnBatch() || backward.dependsOnBatch();
  }

  @Override
  public List<Child> children(List<Spec> inputs) {
    return List.of(
        new Child("forward_layer", forward, half(inputs, true)),
        new Child("backward_layer", backward, half(inputs, false)));
  }

  /** Keras passes no propagated mask to a call with initial states. */
  @Override
  public MaskUse maskUse(int inputs) {
    return usesMask(inputs) ? MaskUse.RECEIVES : MaskUse.PASSES;
  }

  @Override
  public String className() {
    return "Bidirectional";
  }

  @Override
  protected void describe(Config config) {
    config.put("merge_mode", mergeMode.keras());
    config.put("layer", forward);
    config.put("backward_layer", backward);
  }
}
