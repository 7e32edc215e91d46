package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * A learning rate that decreases along half a cosine, after an optional linear warm-up.
 *
 * @param initial the rate at the start
 * @param steps the updates until the end is reached, after the warm-up
 * @param alpha the end as a fraction of the highest rate
 * @param warmupTarget the rate at the end of the warm-up, or null for none
 * @param warmupSteps the updates of the warm-up
 */
public record CosineDecay(
    double initial, double steps, double alpha, @Nullable Double warmupTarget, long warmupSteps)
    implements Schedule {
  public CosineDecay {
    ScheduleOptions.positive("CosineDecay", "decaySteps", steps);
  }

  public CosineDecay(double initial, double steps) {
    this(initial, steps, 0, null, 0);
  }

  static CosineDecay read(Config config) {
    return new CosineDecay(
        config.number("initial_learning_rate", 0),
        config.number("decay_steps", 0),
        config.number("alpha", 0),
        config.get("warmup_target") == null ? null : config.number("warmup_target", 0),
        config.whole("warmup_steps", 0));
  }

  public CosineDecay alpha(double fraction) {
    return new CosineDecay(initial, steps, fraction, warmupTarget, warmupSteps);
  }

  /** Adds a warm-up from the initial rate to a target. */
  public CosineDecay warmup(double target, long updates) {
    return new CosineDecay(initial, steps, alpha, target, updates);
  }

  @Override
  public double rate(long step) {
    float first = (float) initial;
    if (warmupTarget == null) {
      return decay(step, first);
    }
    float target = warmupTarget.floatValue();
    return step < warmupSteps
        ? (target - first) * (step / (float) warmupSteps) + first
        : decay(step - warmupSteps, target);
  }

  private float decay(long step, float from) {
    float part = Math.min((float) step, (float) steps) / (float) steps;
    float wave = 0.5f * (1 + (float) Math.cos((float) Math.PI * part));
    return from * ((1 - (float) alpha) * wave + (float) alpha);
  }

  @Override
  public String className() {
    return "CosineDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .put("initial_learning_rate", initial)
        .put("decay_steps", ScheduleOptions.asKeras(steps))
        .put("alpha", alpha)
        .put("name", "CosineDecay")
        .put("warmup_target", warmupTarget)
        .put("warmup_steps", warmupSteps);
  }
}
