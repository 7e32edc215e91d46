package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.Config;

/**
 * A learning rate that decreases exponentially.
 *
 * @param initial the rate at the start
 * @param steps the updates for one decay
 * @param rate the decay rate
 * @param staircase true to decay in steps rather than at each update
 */
public record ExponentialDecay(double initial, double steps, double rate, boolean staircase)
    implements Schedule {
  public ExponentialDecay {
    ScheduleOptions.positive("ExponentialDecay", "decaySteps", steps);
  }

  public ExponentialDecay(double initial, double steps, double rate) {
    this(initial, steps, rate, false);
  }

  static ExponentialDecay read(Config config) {
    return new ExponentialDecay(
        config.number("initial_learning_rate", 0),
        config.number("decay_steps", 0),
        config.number("decay_rate", 0),
        config.flag("staircase", false));
  }

  /** A copy that decays in steps. */
  public ExponentialDecay inSteps() {
    return new ExponentialDecay(initial, steps, rate, true);
  }

  @Override
  public double rate(long step) {
    float part = step / (float) steps;
    if (staircase) {
      part = (float) Math.floor(part);
    }
    return (float) initial * (float) Math.pow((float) rate, part);
  }

  @Override
  public String className() {
    return "ExponentialDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .put("initial_learning_rate", initial)
        .put("decay_steps", ScheduleOptions.asKeras(steps))
        .put("decay_rate", rate)
        .put("staircase", staircase)
        .put("name", "ExponentialDecay");
  }
}
