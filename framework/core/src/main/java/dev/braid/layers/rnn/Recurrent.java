package dev.braid.layers.rnn;

import dev.braid.Problem;
import dev.braid.Regularizer;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.internal.graph.LayerState;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.MaskUse;
import dev.braid.layers.rnn.Cell.SequenceResult;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A layer that repeats a cell along the first axis of sequences.
 *
 * <p>Further inputs are initial states. At padded steps the states do not change, and the output is
 * that of the previous step.
 *
 * @param <L> the layer's class
 */
public abstract sealed class Recurrent<L extends Recurrent<L>> extends BaseLayer<L>
    permits KernelRecurrent, RNN {
  private boolean returnSequences;
  private boolean returnState;
  private boolean goBackwards;
  private boolean stateful;
  private boolean unroll;
  private boolean zeroOutputForMask;
  private boolean maskWithStates;
  private @Nullable Regularizer activityRegularizer;

  /** The cell that is repeated. */
  public abstract Cell<?> cell();

  /** The number of axes of a sequence without the batch axis. */
  abstract int rank();

  /** The meaning of a sequence's axes, for messages. */
  abstract String axes();

  public final boolean returnsSequences() {
    return returnSequences;
  }

  public final boolean returnsState() {
    return returnState;
  }

  public final boolean goesBackwards() {
    return goBackwards;
  }

  /** Whether each batch starts from the states after the previous one. */
  public final boolean keepsState() {
    return stateful;
  }

  /** Whether outputs at padded steps are zero rather than those of the previous step. */
  public final boolean zerosPadding() {
    return zeroOutputForMask;
  }

  @Override
  public final @Nullable Regularizer activityRegularizer() {
    return activityRegularizer;
  }

  /** Returns the output of every step, not only of the last one. */
  public final L returnSequences() {
    return returnSequences(true);
  }

  public final L returnSequences(boolean on) {
    return with(copy -> copy.base().returnSequences = on);
  }

  /** Returns the last states as further outputs; {@code applyAll} applies such a layer. */
  public final L returnState() {
    return returnState(true);
  }

  public final L returnState(boolean on) {
    return with(copy -> copy.base().returnState = on);
  }

  /** Runs from the last step to the first; output sequences have that order. */
  public final L goBackwards() {
    return goBackwards(true);
  }

  public final L goBackwards(boolean on) {
    return with(copy -> copy.base().goBackwards = on);
  }

  /**
   * Starts each batch from the states after the previous one, sample by sample, until {@link
   * #resetState} or the model's {@code resetStates}; all batches must have the same size.
   */
  public final L stateful() {
    return stateful(true);
  }

  public final L stateful(boolean on) {
    return with(copy -> copy.base().stateful = on);
  }

  /** Resets the states, so that the next batch starts from zeros. */
  public final void resetState() {
    LayerState.of(this).forget(this);
  }

  /** Sets outputs at padded steps to zero rather than to those of the previous step. */
  public final L zeroOutputForMask(boolean on) {
    return with(copy -> copy.base().zeroOutputForMask = on);
  }

  /**
   * Uses the mask of the sequence also in calls with initial states, as Keras does if the mask is
   * an explicit argument of the call.
   */
  public final L maskWithStates(boolean on) {
    return with(copy -> copy.base().maskWithStates = on);
  }

  /** Whether a call with a number of inputs uses the mask of its sequence. */
  public final boolean usesMask(int inputs) {
    return inputs == 1 || maskWithStates;
  }

  public final L activityRegularizer(@Nullable Regularizer other) {
    return with(copy -> copy.base().activityRegularizer = other);
  }

  /** Gives access to the private fields through the class that declares them. */
  final Recurrent<L> base() {
    return this;
  }

  @Override
  public final List<Spec> outputs(List<Spec> inputs) {
    Spec sequence = checked(inputs);
    List<Spec> states = cell().states(sequence.step());
    Spec output = cell().output(sequence.step());
    List<Spec> outputs = new ArrayList<>();
    outputs.add(returnSequences ? output.sequence(sequence.size(0)) : output);
    if (returnState) {
      outputs.addAll(states);
    }
    return outputs;
  }

  @Override
  public final Optional<Spec> everyStep(List<Spec> inputs) {
    return returnSequences
        ? Optional.empty()
        : Optional.of(outputs(inputs).get(0).sequence(inputs.get(0).size(0)));
  }

  private Spec checked(List<Spec> inputs) {
    if (inputs.isEmpty() || inputs.get(0).rank() != rank()) {
      throw refusal(
          inputs,
          rank() + 1 + " axes " + axes(),
          rank() == 2 && !inputs.isEmpty() && inputs.get(0).rank() == 1
              ? "Add a feature axis by an embedding or by reshape(steps, 1)."
              : "");
    }
    Spec sequence = inputs.get(0);
    if (sequence.last() < 0) {
      throw refusal(inputs, "a last axis of known size, since weights depend on it", "");
    }
    List<Spec> states = cell().states(sequence.step());
    boolean fits = inputs.size() == 1 || inputs.size() == 1 + states.size();
    for (int i = 1; fits && i < inputs.size(); i++) {
      fits = states.get(i - 1).fits(inputs.get(i));
    }
    if (!fits) {
      throw refusal(
          inputs,
          "a sequence alone, or with "
              + Cell.stateWords(states.size())
              + " to start from: "
              + Spec.texts(states),
          "");
    }
    return sequence;
  }

  @Override
  public final List<Value> callAll(LayerCall call, List<Value> inputs) {
    Value sequence = timeFirst(inputs.get(0));
    Value mask = stepMask(call, inputs);
    if (goBackwards) {
      sequence = sequence.reverse(0);
      mask = mask == null ? null : mask.reverse(0);
    }
    List<Value> given = inputs.subList(1, inputs.size());
    List<Value> starts = given.isEmpty() ? starts(call, inputs) : given;
    LayerCall inside = call.insideSequence(cell());
    Value prepared = cell().prepare(inside, sequence);
    SequenceResult path = cell().callSequence(inside, prepared, starts, mask);
    if (path == null) {
      path = new StepLoop(cell(), inside, returnSequences).run(prepared, starts, mask);
    }
    if (stateful) {
      call.carry(path.states());
    }
    List<Value> outputs = new ArrayList<>();
    outputs.add(result(path.outputs(), mask));
    if (returnState) {
      outputs.addAll(path.states());
    }
    return outputs;
  }

  /** Swaps samples and steps. */
  private static Value timeFirst(Value value) {
    return value.permute(IntStream.range(0, value.rank()).map(i -> i < 2 ? 1 - i : i).toArray());
  }

  /**
   * The mask as (steps, samples).
   *
   * <p>Keras passes a propagated mask only if the sequence is the only tensor of the call.
   */
  private @Nullable Value stepMask(LayerCall call, List<Value> inputs) {
    Value mask = usesMask(inputs.size()) ? call.mask(0) : null;
    if (mask == null) {
      return null;
    }
    checkMask(specs(inputs), mask.rank());
    return mask.permute(1, 0);
  }

  private List<Value> starts(LayerCall call, List<Value> inputs) {
    Value sequence = inputs.get(0);
    List<Value> carried = stateful ? call.carried() : List.of();
    if (!carried.isEmpty()) {
      if (carried.get(0).size(0) != sequence.size(0)) {
        throw otherBatch(carried.get(0).size(0), sequence.size(0));
      }
      return carried;
    }
    List<Value> starts = new ArrayList<>();
    for (Spec state : cell().states(specs(inputs).get(0).step())) {
      List<Size> sizes = new ArrayList<>(List.of(sequence.sizeOf(0)));
      Arrays.stream(state.shape()).mapToObj(Size::of).forEach(sizes::add);
      starts.add(sequence.zeros(sizes));
    }
    return starts;
  }

  private StructureException otherBatch(long before, long now) {
    return StructureException.of(
        label() + " cannot continue",
        new Problem(
            "stateful-batch",
            nameOrAutomatic(),
            "batches of " + before + " samples, since it is stateful and keeps a state for each",
            "received " + now,
            "Choose a batch size that leaves no smaller last batch, or call resetStates() first."));
  }

  /** The outputs of all steps or of the last one, with samples first. */
  private Value result(Value all, @Nullable Value mask) {
    Value outputs = returnSequences ? all : all.slice(0, all.size(0) - 1, all.size(0));
    if (zeroOutputForMask && mask != null) {
      Value real = mask.slice(0, mask.size(0) - outputs.size(0), mask.size(0));
      outputs = outputs.multiply(StepLoop.column(real, outputs.rank()));
    }
    return returnSequences ? timeFirst(outputs) : outputs.squeeze(0);
  }

  /** Keras passes no propagated mask to a call with initial states. */
  @Override
  public final MaskUse maskUse(int inputs) {
    return usesMask(inputs) ? MaskUse.RECEIVES : MaskUse.PASSES;
  }

  @Override
  public final @Nullable Value computeMask(LayerCall call, List<Value> inputs) {
    return returnSequences ? call.mask(0) : null;
  }

  @Override
  public final boolean dependsOnBatch() {
    return cell().dependsOnBatch();
  }

  /** Rejects a mask with other axes than samples and steps. */
  public final void checkMask(List<Spec> inputs, int axes) {
    if (axes != 2) {
      throw refusal(
          inputs,
          "a mask with one value for each step",
          "Masking reduces only the last axis, so that its mask has all the others.");
    }
  }

  @Override
  public final List<Child> children(List<Spec> inputs) {
    return List.of(new Child("cell", cell(), List.of(inputs.get(0).step())));
  }

  final void describeRecurrence(Config config) {
    config.put("return_sequences", returnSequences);
    config.put("return_state", returnState);
    config.put("go_backwards", goBackwards);
    config.put("stateful", stateful);
    config.put("unroll", unroll);
    config.put("zero_output_for_mask", zeroOutputForMask);
  }

  /** A copy with the configuration's recurrence options. */
  final L readRecurrence(Config config) {
    return with(copy -> copy.base().readFrom(config));
  }

  private void readFrom(Config config) {
    returnSequences = config.flag("return_sequences", false);
    returnState = config.flag("return_state", false);
    goBackwards = config.flag("go_backwards", false);
    stateful = config.flag("stateful", false);
    unroll = config.flag("unroll", false);
    zeroOutputForMask = config.flag("zero_output_for_mask", false);
    activityRegularizer = config.readOrNull("activity_regularizer", Regularizer.class);
  }
}
