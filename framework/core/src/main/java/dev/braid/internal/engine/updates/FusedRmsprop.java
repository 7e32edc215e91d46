package dev.braid.internal.engine.updates;

import static dev.braid.internal.engine.updates.FusedRule.flushed;

import dev.braid.config.Config;

/**
 * RMSprop's update rule over blocks: velocity, then momentum and average gradient if they exist.
 */
final class FusedRmsprop {
  private FusedRmsprop() {}

  static FusedRule rule(Config config) {
    double rho = config.number("rho", 0);
    float decay = (float) rho;
    float oneMinusRho = (float) (1 - rho);
    float momentum = (float) config.number("momentum", 0);
    float epsilon = (float) config.number("epsilon", 0);
    boolean centered = config.flag("centered", false);
    int average = momentum > 0 ? 2 : 1;
    return (rate, step, numbers, next) -> {
      float singleRate = (float) rate;
      return (weight, gradient, slots, length) -> {
        FusedRules.decaySquareAverage(slots[0], gradient, decay, oneMinusRho, length);
        if (centered) {
          decayAverage(slots[average], gradient, decay, oneMinusRho, length);
          divideByDeviation(gradient, slots[0], slots[average], singleRate, epsilon, length);
        } else {
          divideByRoot(gradient, slots[0], singleRate, epsilon, length);
        }
        // the gradient's block now contains the step
        if (momentum > 0) {
          accumulate(slots[1], gradient, momentum, length);
          subtract(weight, slots[1], length);
        } else {
          subtract(weight, gradient, length);
        }
      };
    };
  }

  private static void decayAverage(
      float[] average, float[] value, float decay, float oneMinusRho, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] * decay + value[i] * oneMinusRho);
    }
  }

  private static void divideByRoot(
      float[] step, float[] square, float rate, float epsilon, int length) {
    for (int i = 0; i < length; i++) {
      step[i] = step[i] * rate / (float) Math.sqrt(square[i] + epsilon);
    }
  }

  private static void divideByDeviation(
      float[] step, float[] square, float[] average, float rate, float epsilon, int length) {
    for (int i = 0; i < length; i++) {
      float variance = square[i] - average[i] * average[i];
      step[i] = step[i] * rate / (float) Math.sqrt(variance + epsilon);
    }
  }

  private static void accumulate(float[] velocity, float[] step, float momentum, int length) {
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
