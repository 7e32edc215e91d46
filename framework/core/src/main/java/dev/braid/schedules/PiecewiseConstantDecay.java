package dev.braid.schedules;

import dev.braid.Problem;
import dev.braid.Schedule;
import dev.braid.StructureException;
import dev.braid.config.Config;

/** A learning rate that is constant between boundaries. */
public final class PiecewiseConstantDecay implements Schedule {
  private final long[] boundaries;
  private final double[] values;

  /**
   * Creates the schedule.
   *
   * @param boundaries the last update of each interval except the last
   * @param values one more than the number of boundaries
   */
  public PiecewiseConstantDecay(long[] boundaries, double[] values) {
    if (boundaries.length != values.length - 1) {
      throw StructureException.of(
          "PiecewiseConstantDecay cannot be made",
          new Problem(
              "option",
              "values",
              "one more value than boundaries",
              "received " + boundaries.length + " boundaries, " + values.length + " values",
              ""));
    }
    this.boundaries = boundaries.clone();
    this.values = values.clone();
  }

  static PiecewiseConstantDecay read(Config config) {
    return new PiecewiseConstantDecay(config.wholes("boundaries"), config.numbers("values"));
  }

  @Override
  public double rate(long step) {
    int piece = 0;
    while (piece < boundaries.length && step > boundaries[piece]) {
      piece++;
    }
    return (float) values[piece];
  }

  @Override
  public String className() {
    return "PiecewiseConstantDecay";
  }

  @Override
  public Config config() {
    return new Config()
        .put("boundaries", boundaries)
        .put("values", values)
        .put("name", "PiecewiseConstant");
  }
}
