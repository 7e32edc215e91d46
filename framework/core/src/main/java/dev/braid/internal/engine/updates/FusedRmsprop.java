package dev.braid.internal.engine.updates;

import static dev.braid.internal.engine.updates.FusedRule.flushed;

import dev.braid.config.Config;

/** RMSprop's rule over blocks: velocity, then momentum and average gradient where they are kept. */
final class FusedRmsprop {
  private FusedRmsprop() {}

  static FusedRule rule(Config config) {
    double rho = config.number("rho", 0);
    float kept = (float) rho;
    float share = (float) (1 - rho);
    float momentum = (float) config.number("momentum", 0);
    float epsilon = (float) config.number("epsilon", 0);
    boolean centered = config.flag("centered", false);
    int average = momentum > 0 ? 2 : 1;
    return (rate, step, numbers, next) -> {
      float scaled = (float) rate;
      return (weight, gradient, slots, length) -> {
        FusedRules.mixSquare(slots[0], gradient, kept, share, length);
        if (centered) {
          mix(slots[average], gradient, kept, share, length);
          overDeviation(gradient, slots[0], slots[average], scaled, epsilon, length);
        } else {
          overRoot(gradient, slots[0], scaled, epsilon, length);
        }
        // the gradient's block now holds the step
        if (momentum > 0) {
          keep(slots[1], gradient, momentum, length);
          subtract(weight, slots[1], length);
        } else {
          subtract(weight, gradient, length);
        }
      };
    };
  }

  private static void mix(float[] average, float[] value, float kept, float share, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] * kept + value[i] * share);
    }
  }

  private static void overRoot(
      float[] step, float[] square, float rate, float epsilon, int length) {
    for (int i = 0; i < length; i++) {
      step[i] = step[i] * rate / (float) Math.sqrt(square[i] + epsilon);
    }
  }

  private static void overDeviation(
      float[] step, float[] square, float[] average, float rate, float epsilon, int length) {
    for (int i = 0; i < length; i++) {
      float under = square[i] - average[i] * average[i];
      step[i] = step[i] * rate / (float) Math.sqrt(under + epsilon);
    }
  }

  private static void keep(float[] velocity, float[] step, float momentum, int length) {
    for (int i = 0; i < length; i++) {
      velocity[i] = flushed(velocity[i] * momentum + step[i]);
    }
  }

  private static void subtract(float[] weight, float[] step, int length) {
    for (int i = 0; i < length; i++) {
      weight[i] -= step[i];
    }
  }
}
