package dev.braid.layers.rnn;

import dev.braid.Regularizer;
import dev.braid.config.Config;
import dev.braid.graph.Child;
import dev.braid.graph.Spec;
import dev.braid.layers.BaseLayer;
import dev.braid.regularizers.Regularizers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    state().forget();
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
    Spec output = states.get(cell().outputState());
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
    activityRegularizer = Regularizers.read(config.get("activity_regularizer"));
  }
}
