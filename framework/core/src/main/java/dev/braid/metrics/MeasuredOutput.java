package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.losses.Crossentropy;
import dev.braid.losses.TargetKind;
import java.util.Set;

/**
 * An output as its metrics see it.
 *
 * @param shape the prediction's shape without the batch axis; -1 is a dimension that may vary
 * @param activation what surely makes the output, such as {@code RELU}; empty where not known
 * @param loss of the output; null without one
 */
public record MeasuredOutput(String name, long[] shape, String activation, Loss loss) {
  private static final Set<String> PROBABILITIES =
      Set.of("SIGMOID", "SOFTMAX", "HARD_SIGMOID", "SPARSE_SIGMOID");

  /** The size of the last axis; -1 where it may vary. */
  long classes() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /** Whether the activation gives probabilities. */
  boolean givesProbabilities() {
    return PROBABILITIES.contains(activation);
  }

  /** Whether the predictions are logits, as the loss says. */
  boolean givesLogits() {
    return loss instanceof Crossentropy<?> crossentropy
        && crossentropy.takesLogits()
        && !givesProbabilities();
  }

  /** Whether each class is a question of its own. */
  boolean multiLabel() {
    return loss != null && loss.target() == TargetKind.PROBABILITY && classes() > 1;
  }
}
