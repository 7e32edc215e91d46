package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * What crossentropies have in common: predictions are probabilities, or the logits before them.
 *
 * @param <T> the loss itself
 */
public abstract class Crossentropy<T extends Crossentropy<T>> extends StandardLoss<T> {
  private boolean fromLogits;
  private int axis = -1;

  Crossentropy(String name) {
    super(name);
  }

  /** Takes predictions for logits, so that the output needs no softmax or sigmoid. */
  public T fromLogits() {
    return with(copy -> ((Crossentropy<?>) copy).fromLogits = true);
  }

  /** Takes another axis than the last for the classes. */
  public T axis(int classes) {
    return with(copy -> ((Crossentropy<?>) copy).axis = classes);
  }

  public final boolean takesLogits() {
    return fromLogits;
  }

  public final int axis() {
    return axis;
  }

  @Override
  public final boolean wantsProbabilities() {
    return !fromLogits;
  }

  /** The predicted probabilities, kept off 0 and 1. */
  final Value chances(Value prediction) {
    Value raw = fromLogits ? prediction.softmax(axis) : prediction;
    return raw.divide(raw.sum(true, axis)).clip(EPSILON, 1 - EPSILON);
  }

  /** The logarithms of the predicted probabilities. */
  final Value logChances(Value prediction) {
    return fromLogits ? prediction.logSoftmax(axis) : chances(prediction).log();
  }

  @Override
  protected void describe(Config config) {
    config.put("from_logits", fromLogits);
  }

  final T options(Config config) {
    T loss = common(config).axis(config.integer("axis", -1));
    return config.flag("from_logits", false) ? loss.fromLogits() : loss;
  }
}
