package dev.braid.metrics;

import dev.braid.Loss;
import dev.braid.Metric;
import dev.braid.config.Config;
import dev.braid.losses.TargetKind;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keras' {@code "accuracy"}: binary if predictions have one unit, sparse if targets are class
 * indices, otherwise categorical.
 */
public final class AccuracyByShape extends StandardMetric<AccuracyByShape> {
  public AccuracyByShape() {
    super("accuracy", true);
  }

  /** Writes the name only, since Keras has no class for it. */
  @Override
  public String className() {
    return "accuracy";
  }

  @Override
  public Config config() {
    return new Config();
  }

  /** Accepts class indices and targets of the prediction's shape. */
  @Override
  public Optional<TargetKind> reads() {
    return Optional.empty();
  }

  @Override
  public Metric.State start(long[] shape, @Nullable Loss loss) {
    return new State(shape, loss);
  }

  /** Chooses the metric at the first target. */
  private static final class State implements Metric.State {
    private final long[] shape;
    private final @Nullable Loss loss;
    private Metric.@Nullable State chosen;

    State(long[] shape, @Nullable Loss loss) {
      this.shape = shape;
      this.loss = loss;
    }

    @Override
    public void update(
        float[] target,
        long[] targetShape,
        float[] prediction,
        long[] predictionShape,
        float @Nullable [] weights) {
      if (chosen == null) {
        chosen = choose(targetShape, predictionShape).start(shape, loss);
      }
      chosen.update(target, targetShape, prediction, predictionShape, weights);
    }

    private static Metric choose(long[] target, long[] prediction) {
      if (prediction[prediction.length - 1] == 1) {
        return new BinaryAccuracy();
      }
      return target.length < prediction.length || target[target.length - 1] == 1
          ? new SparseCategoricalAccuracy()
          : new CategoricalAccuracy();
    }

    @Override
    public double result() {
      return chosen == null ? 0 : chosen.result();
    }

    @Override
    public void reset() {
      if (chosen != null) {
        chosen.reset();
      }
    }
  }
}
