package dev.braid.losses;

import dev.braid.config.Config;
import dev.braid.ops.Value;

/**
 * The base of crossentropies, whose predictions are probabilities or logits.
 *
 * @param <T> the loss's class
 */
public abstract sealed class Crossentropy<T extends Crossentropy<T>> extends StandardLoss<T>
    permits SmoothedCrossentropy, SparseCategoricalCrossentropy {
  private boolean fromLogits;
  private int axis = -1;

  Crossentropy(String name) {
    super(name);
  }

  /** Treats predictions as logits, so that the output needs no softmax or sigmoid. */
  public T fromLogits() {
    return with(copy -> ((Crossentropy<?>) copy).fromLogits = true);
  }

  /** Sets the axis of the classes, by default the last. */
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
  public final boolean usesProbabilities() {
    return !fromLogits;
  }

  /** The predicted probabilities, clipped to exclude 0 and 1. */
  final Value probabilities(Value prediction) {
    Value raw = fromLogits ? prediction.softmax(axis) : prediction;
    return raw.divide(raw.sum(true, axis)).clip(EPSILON, 1 - EPSILON);
  }

  /** The logarithms of the predicted probabilities. */
  final Value logProbabilities(Value prediction) {
    return fromLogits ? prediction.logSoftmax(axis) : probabilities(prediction).log();
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
