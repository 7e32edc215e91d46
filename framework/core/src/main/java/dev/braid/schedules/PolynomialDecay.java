package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.Config;

/**
 * A learning rate that decreases along a power of the remaining time.
 *
 * @param initial the rate at the start
 * @param steps the updates until the end is reached
 * @param end the rate at the end
 * @param power 1 for a straight line
 * @param cycle true to restart over a longer period when the end is reached
 */
public record PolynomialDecay(double initial, double steps, double end, double power, boolean cycle)
    implements Schedule {
  public PolynomialDecay {
    ScheduleOptions.positive("PolynomialDecay", "decaySteps", steps);
  }

  public PolynomialDecay(double initial, double steps) {
    this(initial, steps, 0.0001, 1, false);
  }

  static PolynomialDecay read(Config config) {
    return new PolynomialDecay(
        config.number("initial_learning_rate", 0),
        config.number("decay_steps", 0),
        config.number("end_learning_rate", 0.0001),
        config.number("power", 1),
        config.flag("cycle", false));
  }

  public PolynomialDecay endLearningRate(double rate) {
    return new PolynomialDecay(initial, steps, rate, power, cycle);
  }

  public PolynomialDecay power(double exponent) {
    return new PolynomialDecay(initial, steps, end, exponent, cycle);
  }

  /** Restarts over a longer period each time the end is reached. */
  public PolynomialDecay cycling() {
    return new PolynomialDecay(initial, steps, end, power, true);
  }

  @Override
  public double rate(long step) {
    float now = step;
    float stretch = (float) steps;
    if (cycle) {
      stretch *= step == 0 ? 1 : (float) Math.ceil(now / stretch);
    } else {
      now = Math.min(now, stretch);
    }
    float left = (float) Math.pow(1 - now / stretch, (float) power);
    return ((float) initial - (float) end) * left + (float) end;
  }

  @Override
  public String className() {
    return "PolynomialDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .put("initial_learning_rate", initial)
        .put("decay_steps", ScheduleOptions.asKeras(steps))
        .put("end_learning_rate", end)
        .put("power", power)
        .put("cycle", cycle)
        .put("name", "PolynomialDecay");
  }
}
