package dev.braid.losses;

import dev.braid.ops.Value;
import java.util.List;

/**
 * Connectionist temporal classification: how likely a sequence of labels is when the steps that
 * they belong to are unknown.
 *
 * <p>Predictions are logits of each step. Class 0 stands for no label, and fills up short targets.
 * The probabilities of all ways to spread the labels over the steps are added up step by step, in
 * logarithms (Graves et al., 2006).
 */
public final class CTC extends StandardLoss<CTC> {
  /** The logarithm of what is impossible, as in Keras. */
  private static final double IMPOSSIBLE = -1e5;

  public CTC() {
    super("ctc");
  }

  @Override
  public String call() {
    return "ctc()";
  }

  @Override
  public TargetKind target() {
    return TargetKind.LABEL_SEQUENCE;
  }

  @Override
  public Value values(Value target, Value prediction) {
    long samples = prediction.size(0);
    long labels = target.size(1);
    Value logits = prediction.logSoftmax(-1);
    Value given = target.asTypeOf(prediction);
    // (samples, steps, labels): the logarithm of each label's probability at each step
    Value ofLabels =
        logits.matmul(given.oneHot(prediction.size(2)).asTypeOf(prediction), false, true);
    Value repeats = repeats(given);
    Value between = logits.zeros().slice(1, 0, 1).slice(2, 0, 1).reshape(samples, 1);
    Value impossible = between.add(IMPOSSIBLE);
    Value blank = Value.concat(1, List.of(between, impossible.tile(1, labels)));
    Value label = impossible.tile(1, labels);
    for (long step = 0; step < prediction.size(1); step++) {
      Value ofBlank = logits.slice(1, step, step + 1).slice(2, 0, 1).reshape(samples, 1);
      Value now = ofLabels.at(1, step);
      // a label may follow another at once unless they are equal
      Value before = joined(blank, label.add(repeats.multiply(IMPOSSIBLE)));
      Value next = sum(before.slice(1, 0, labels), label).add(now);
      blank =
          joined(
              before.add(ofBlank),
              label.add(ofBlank).add(repeats.subtractFrom(1).multiply(IMPOSSIBLE)));
      label = next;
    }
    Value last = joined(blank, label);
    Value lengths = given.equalTo(0).asTypeOf(prediction).subtractFrom(1).sum(false, 1);
    return last.multiply(lengths.oneHot(labels + 1).asTypeOf(prediction)).sum(false, 1).negate();
  }

  /** 1 for labels that the next one equals. */
  private static Value repeats(Value labels) {
    long count = labels.size(1);
    if (count == 1) {
      return labels.zeros();
    }
    Value same =
        labels
            .slice(1, 0, count - 1)
            .subtract(labels.slice(1, 1, count))
            .equalTo(0)
            .asTypeOf(labels);
    return same.pad(1, 0, 1, 0);
  }

  /** Adds probabilities to those of all but the first state. */
  private static Value joined(Value states, Value added) {
    long count = states.size(1);
    Value rest = sum(states.slice(1, 1, count), added);
    return Value.concat(1, List.of(states.slice(1, 0, 1), rest));
  }

  /** The logarithm of the sum of what two numbers are the logarithms of. */
  private static Value sum(Value left, Value right) {
    Value larger = left.maximum(right).detach();
    return left.subtract(larger).exp().add(right.subtract(larger).exp()).log().add(larger);
  }
}
