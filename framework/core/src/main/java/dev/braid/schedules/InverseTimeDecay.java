package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.Config;

/**
 * A learning rate that decreases in inverse proportion to time.
 *
 * @param initial the rate at the start
 * @param steps the updates for one decay
 * @param rate the decay rate
 * @param staircase true to decay in steps rather than at each update
 */
public record InverseTimeDecay(double initial, double steps, double rate, boolean staircase)
    implements Schedule {
  public InverseTimeDecay {
    ScheduleOptions.positive("InverseTimeDecay", "decaySteps", steps);
  }

  public InverseTimeDecay(double initial, double steps, double rate) {
    this(initial, steps, rate, false);
  }

  static InverseTimeDecay read(Config config) {
    return new InverseTimeDecay(
        config.number("initial_learning_rate", 0),
        config.number("decay_steps", 0),
        config.number("decay_rate", 0),
        config.flag("staircase", false));
  }

  /** A copy that decays in steps. */
  public InverseTimeDecay inSteps() {
    return new InverseTimeDecay(initial, steps, rate, true);
  }

  @Override
  public double rate(long step) {
    float part = step / (float) steps;
    if (staircase) {
      part = (float) Math.floor(part);
    }
    return (float) initial / (1 + (float) rate * part);
  }

  @Override
  public String className() {
    return "InverseTimeDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .put("initial_learning_rate", initial)
        .put("decay_steps", ScheduleOptions.asKeras(steps))
        .put("decay_rate", rate)
        .put("staircase", staircase)
        .put("name", "InverseTimeDecay");
  }
}
