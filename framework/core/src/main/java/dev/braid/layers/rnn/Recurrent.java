package dev.braid.layers.rnn;

import dev.braid.Problem;
import dev.braid.Regularizer;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.LayerState;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.layers.LayerCall;
import dev.braid.layers.masks.MaskUse;
import dev.braid.layers.rnn.Cell.Path;
import dev.braid.ops.Size;
import dev.braid.ops.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A layer that repeats a cell along the first axis of sequences.
 *
 * <p>Further inputs are initial states. At padding the states stay as they are, and the output is
 * that of the step before.
 *
 * @param <L> the layer's own class
 */
public abstract class Recurrent<L extends Recurrent<L>> extends BaseLayer<L> {
  private boolean returnSequences;
  private boolean returnState;
  private boolean goBackwards;
  private boolean stateful;
  private boolean unroll;
  private boolean zeroOutputForMask;
  private Regularizer activityRegularizer;

  /** What is repeated. */
  public abstract Cell<?> cell();

  /** The number of axes of a sequence, the batch axis not counted. */
  abstract int rank();

  /** What the axes of a sequence are, for messages. */
  abstract String axes();

  public final boolean givesSequences() {
    return returnSequences;
  }

  public final boolean givesState() {
    return returnState;
  }

  public final boolean goesBackwards() {
    return goBackwards;
  }

  /** Whether the states after a batch are those that the next batch starts from. */
  public final boolean keepsState() {
    return stateful;
  }

  /** Whether outputs at padding are zero rather than those of the step before. */
  public final boolean zerosPadding() {
    return zeroOutputForMask;
  }

  @Override
  public final Regularizer activityRegularizer() {
    return activityRegularizer;
  }

  /** Gives the output of every step, not only of the last one. */
  public final L returnSequences() {
    return returnSequences(true);
  }

  public final L returnSequences(boolean on) {
    return with(copy -> copy.base().returnSequences = on);
  }

  /** Gives the last states as further outputs; {@code applyAll} applies such a layer. */
  public final L returnState() {
    return returnState(true);
  }

  public final L returnState(boolean on) {
    return with(copy -> copy.base().returnState = on);
  }

  /** Walks from the last step to the first; sequences come out in that order. */
  public final L goBackwards() {
    return goBackwards(true);
  }

  public final L goBackwards(boolean on) {
    return with(copy -> copy.base().goBackwards = on);
  }

  /**
   * Starts each batch from the states after the one before, sample by sample, until {@link
   * #resetState} or the model's {@code resetStates}; all batches have to be of one size.
   */
  public final L stateful() {
    return stateful(true);
  }

  public final L stateful(boolean on) {
    return with(copy -> copy.base().stateful = on);
  }

  /** Lets the next batch start from zeros. */
  public final void resetState() {
    LayerState.of(this).forget();
  }

  /** Makes outputs at padding zero rather than those of the step before. */
  public final L zeroOutputForMask(boolean on) {
    return with(copy -> copy.base().zeroOutputForMask = on);
  }

  public final L activityRegularizer(Regularizer other) {
    return with(copy -> copy.base().activityRegularizer = other);
  }

  /** Private fields are reached through the class that declares them. */
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
              ? "Sequences need a feature axis: an embedding, or reshape(steps, 1), gives one."
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
    Path path = cell().callSequence(inside, prepared, starts, mask);
    if (path == null) {
      path = new StepLoop(cell(), inside, returnSequences).run(prepared, starts, mask);
    }
    if (stateful) {
      call.carry(path.states());
    }
    List<Value> outputs = new ArrayList<>();
    outputs.add(shown(path.outputs(), mask));
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
   * <p>Keras hands a layer its mask only where the sequence is the one tensor it is called with.
   */
  private Value stepMask(LayerCall call, List<Value> inputs) {
    Value mask = inputs.size() == 1 ? call.mask(0) : null;
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
        label() + " cannot go on",
        new Problem(
            "stateful-batch",
            name(),
            "batches of " + before + " samples, since it is stateful and keeps a state for each",
            "received " + now,
            "Choose a batch size that leaves no smaller last batch, or call resetStates() first."));
  }

  /** The outputs of all steps, or of the last one, with samples first. */
  private Value shown(Value all, Value mask) {
    Value outputs = returnSequences ? all : all.slice(0, all.size(0) - 1, all.size(0));
    if (zeroOutputForMask && mask != null) {
      Value real = mask.slice(0, mask.size(0) - outputs.size(0), mask.size(0));
      outputs = outputs.multiply(StepLoop.column(real, outputs.rank()));
    }
    return returnSequences ? timeFirst(outputs) : outputs.squeeze(0);
  }

  /** Keras passes no mask to a call with initial states. */
  @Override
  public final MaskUse maskUse(int inputs) {
    return inputs == 1 ? MaskUse.RECEIVES : MaskUse.PASSES;
  }

  @Override
  public final Value computeMask(LayerCall call, List<Value> inputs) {
    return returnSequences ? call.mask(0) : null;
  }

  @Override
  public final boolean dependsOnBatch() {
    return cell().dependsOnBatch();
  }

  /** Refuses a mask with other axes than those of samples and steps. */
  public final void checkMask(List<Spec> inputs, int axes) {
    if (axes != 2) {
      throw refusal(
          inputs,
          "a mask with one number for each step",
          "Masking looks at the last axis alone, so that its mask has all the others.");
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

  /** A copy with what the configuration says of the walk through time. */
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
    activityRegularizer = config.read("activity_regularizer", Regularizer.class, null);
  }
}
