package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.Schedule;
import dev.braid.config.Config;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scales the loss of another optimizer by a factor that adapts, against small gradients in half
 * precision.
 *
 * <p>A step whose gradients are not finite is skipped and halves the scale; after a number of steps
 * without one it is doubled. Braid computes in float32, where the scale itself changes nothing.
 */
public final class LossScaleOptimizer extends WrappingOptimizer {
  private final Optimizer inner;
  private final double initialScale;
  private final int growthSteps;

  public LossScaleOptimizer(Optimizer inner) {
    this(inner, 32768, 2000);
  }

  private LossScaleOptimizer(Optimizer inner, double initialScale, int growthSteps) {
    this.inner = Objects.requireNonNull(inner, "inner");
    this.initialScale = initialScale;
    this.growthSteps = growthSteps;
    if (!inner.inner().isEmpty()) {
      throw refused("inner", "an optimizer with a rule", inner.className());
    }
  }

  static LossScaleOptimizer read(Config config) {
    return new LossScaleOptimizer(
        config.read("inner_optimizer", Optimizer.class),
        config.number("initial_scale", 32768),
        config.integer("dynamic_growth_steps", 2000));
  }

  /** Sets the scale of the first steps. */
  public LossScaleOptimizer initialScale(double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw refused("initialScale", "a number above 0", String.valueOf(scale));
    }
    return new LossScaleOptimizer(inner, scale, growthSteps);
  }

  /** Sets after how many steps with finite gradients the scale is doubled. */
  public LossScaleOptimizer dynamicGrowthSteps(int steps) {
    if (steps < 1) {
      throw refused("dynamicGrowthSteps", "at least 1", String.valueOf(steps));
    }
    return new LossScaleOptimizer(inner, initialScale, steps);
  }

  public double initialScale() {
    return initialScale;
  }

  public int growthSteps() {
    return growthSteps;
  }

  @Override
  public List<Optimizer> inner() {
    return List.of(inner);
  }

  @Override
  public double learningRate(long step) {
    return inner.learningRate(step);
  }

  @Override
  public @Nullable Schedule schedule() {
    return inner.schedule();
  }

  @Override
  public LossScaleOptimizer learningRate(double rate) {
    return new LossScaleOptimizer(inner.learningRate(rate), initialScale, growthSteps);
  }

  @Override
  public LossScaleOptimizer learningRate(Schedule rates) {
    return new LossScaleOptimizer(inner.learningRate(rates), initialScale, growthSteps);
  }

  @Override
  public Optimizer lossScaleFactor(double factor) {
    throw innerOption("lossScaleFactor");
  }

  @Override
  public Config config() {
    return new Config()
        .put("name", "loss_scale_optimizer")
        .put("inner_optimizer", inner)
        .put("initial_scale", initialScale)
        .put("dynamic_growth_steps", growthSteps);
  }
}
