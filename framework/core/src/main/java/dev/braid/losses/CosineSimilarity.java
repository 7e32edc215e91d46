package dev.braid.losses;

import dev.braid.Loss;
import dev.braid.config.Config;
import dev.braid.ops.Value;
import org.jspecify.annotations.Nullable;

/** The negative cosine of the angle between prediction and target: -1 where they agree. */
public final class CosineSimilarity extends StandardLoss<CosineSimilarity> {
  private final int axis;

  public CosineSimilarity() {
    this(-1);
  }

  public CosineSimilarity(int axis) {
    super("cosine_similarity");
    this.axis = axis;
  }

  @Override
  public Value values(Value target, Value prediction) {
    return normalized(target).multiply(normalized(prediction)).sum(false, axis).negate();
  }

  /** Used as a metric it is the cosine itself, as in Keras, where loss and metric share a name. */
  @Override
  public State start(long[] shape, @Nullable Loss ofOutput) {
    return LossMetric.negated(this);
  }

  @Override
  public boolean higherIsBetter() {
    return true;
  }

  private Value normalized(Value x) {
    Value square = x.square().sum(true, axis);
    return x.divide(square.clip(EPSILON * EPSILON, Double.MAX_VALUE).sqrt());
  }

  /** Writes the axis, which Keras reads but does not write for this loss. */
  @Override
  protected void describe(Config config) {
    if (axis != -1) {
      config.put("axis", axis);
    }
  }
}
