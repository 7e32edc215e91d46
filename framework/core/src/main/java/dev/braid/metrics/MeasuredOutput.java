package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.losses.Crossentropy;
import dev.braid.losses.TargetKind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of an output that its metrics depend on.
 *
 * @param shape the prediction's shape without the batch axis; -1 is a dimension that may vary
 * @param activation the activation of the output, such as {@code RELU}; empty if unknown
 * @param loss of the output; null if it has none
 */
public record MeasuredOutput(String name, long[] shape, String activation, @Nullable Loss loss) {
  private static final Set<String> PROBABILITIES =
      Set.of("SIGMOID", "SOFTMAX", "HARD_SIGMOID", "SPARSE_SIGMOID");

  /** The size of the last axis; -1 if it may vary. */
  long classes() {
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }

  /** Whether the activation gives probabilities. */
  boolean givesProbabilities() {
    return PROBABILITIES.contains(activation);
  }

  /** Whether the predictions are logits according to the loss. */
  boolean givesLogits() {
    return loss instanceof Crossentropy<?> crossentropy
        && crossentropy.takesLogits()
        && !givesProbabilities();
  }

  /** Whether each unit is a separate label. */
  boolean multiLabel() {
    return loss != null && loss.target() == TargetKind.PROBABILITY && classes() > 1;
  }
}
