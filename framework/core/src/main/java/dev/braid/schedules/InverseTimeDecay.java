package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.Config;

/**
 * Falls as one over time.
 *
 * @param initial the rate at the start
 * @param steps the updates for one decay
 * @param rate how much it decays
 * @param staircase true to decay at once after so many updates, not a little each time
 */
public record InverseTimeDecay(double initial, double steps, double rate, boolean staircase)
    implements Schedule {
  public InverseTimeDecay {
    Options.positive("InverseTimeDecay", "decaySteps", steps);
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

  /** The same schedule in steps. */
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
        .put("decay_steps", Options.plain(steps))
        .put("decay_rate", rate)
        .put("staircase", staircase)
        .put("name", "InverseTimeDecay");
  }
}
