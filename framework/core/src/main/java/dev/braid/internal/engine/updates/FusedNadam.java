package dev.braid.internal.engine.updates;

import dev.braid.optimizers.Nadam;

/** Nadam's update rule over blocks. */
final class FusedNadam {
  private static final String PRODUCT = "u_product";

  private FusedNadam() {}

  static FusedRule rule(Nadam nadam) {
    float oneMinusBeta1 = 1 - (float) nadam.beta1();
    float oneMinusBeta2 = 1 - (float) nadam.beta2();
    float epsilon = (float) nadam.epsilon();
    return (rate, step, numbers, next) -> {
      float momentumNow = momentumAt(nadam, step);
      float momentumNext = momentumAt(nadam, step + 1);
      float product = (float) numbers.get(PRODUCT).doubleValue() * momentumNow;
      next.put(PRODUCT, (double) product);
      float averageFactor = momentumNext / (1 - product * momentumNext);
      float gradientFactor = (1 - momentumNow) / (1 - product);
      float correction = FusedRules.oneMinusPower(nadam.beta2(), step);
      float singleRate = (float) rate;
      return (weight, gradient, slots, length) -> {
        FusedRules.updateAverage(slots[0], gradient, oneMinusBeta1, length);
        FusedRules.updateSquareAverage(slots[1], gradient, oneMinusBeta2, length);
        float[] momentum = slots[0];
        float[] velocity = slots[1];
        for (int i = 0; i < length; i++) {
          float root = (float) Math.sqrt(velocity[i] / correction) + epsilon;
          weight[i] -=
              (momentum[i] * averageFactor + gradient[i] * gradientFactor) * singleRate / root;
        }
      };
    };
  }

  private static float momentumAt(Nadam nadam, long step) {
    return (float) nadam.beta1() * (1 - 0.5f * (float) Math.pow(0.96f, (double) step));
  }
}
