package dev.braid.schedules;

import dev.braid.Schedule;
import dev.braid.config.Config;

/**
 * A learning rate that decreases along half a cosine repeatedly.
 *
 * @param initial the rate at the start
 * @param firstSteps the updates of the first period
 * @param longer the factor of the length of each period
 * @param lower the factor of the initial rate of each period
 * @param alpha the end of a period as a fraction of the initial rate
 */
public record CosineDecayRestarts(
    double initial, double firstSteps, double longer, double lower, double alpha)
    implements Schedule {
  public CosineDecayRestarts {
    ScheduleOptions.positive("CosineDecayRestarts", "firstDecaySteps", firstSteps);
  }

  public CosineDecayRestarts(double initial, double firstSteps) {
    this(initial, firstSteps, 2, 1, 0);
  }

  static CosineDecayRestarts read(Config config) {
    return new CosineDecayRestarts(
        config.number("initial_learning_rate", 0),
        config.number("first_decay_steps", 0),
        config.number("t_mul", 2),
        config.number("m_mul", 1),
        config.number("alpha", 0));
  }

  /** Sets the factor of the length of each period. */
  public CosineDecayRestarts tMul(double factor) {
    return new CosineDecayRestarts(initial, firstSteps, factor, lower, alpha);
  }

  /** Sets the factor of the initial rate of each period. */
  public CosineDecayRestarts mMul(double factor) {
    return new CosineDecayRestarts(initial, firstSteps, longer, factor, alpha);
  }

  public CosineDecayRestarts alpha(double fraction) {
    return new CosineDecayRestarts(initial, firstSteps, longer, lower, fraction);
  }

  @Override
  public double rate(long step) {
    float part = step / (float) firstSteps;
    float growth = (float) longer;
    float restarts;
    if (growth == 1) {
      restarts = (float) Math.floor(part);
      part -= restarts;
    } else {
      float reached = (float) Math.log(1 - part * (1 - growth)) / (float) Math.log(growth);
      restarts = (float) Math.floor(reached);
      float stretch = (float) Math.pow(growth, restarts);
      part = (part - (1 - stretch) / (1 - growth)) / stretch;
    }
    float height = (float) Math.pow((float) lower, restarts);
    float wave = 0.5f * height * (1 + (float) Math.cos((float) Math.PI * part));
    return (float) initial * ((1 - (float) alpha) * wave + (float) alpha);
  }

  @Override
  public String className() {
    return "CosineDecayRestarts";
  }

  @Override
  public Config config() {
    return new Config()
        .put("initial_learning_rate", initial)
        .put("first_decay_steps", ScheduleOptions.asKeras(firstSteps))
        .put("t_mul", longer)
        .put("m_mul", lower)
        .put("alpha", alpha)
        .put("name", "SGDRDecay");
  }
}
