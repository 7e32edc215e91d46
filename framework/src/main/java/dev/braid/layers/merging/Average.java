package dev.braid.layers.merging;

import dev.braid.config.Config;

/** The mean of all inputs. */
public final class Average extends Merge<Average> {
  public static Average read(Config config) {
    return new Average();
  }

  @Override
  public String className() {
    return "Average";
  }
}
