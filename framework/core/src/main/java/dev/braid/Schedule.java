package dev.braid;

import dev.braid.config.Configured;

/** A learning rate that changes with the number of updates. */
public interface Schedule extends Configured {
  @Override
  default String module() {
    return "keras.optimizers.schedules";
  }

  /** The rate of an update; they are counted from 0. */
  double rate(long step);
}
