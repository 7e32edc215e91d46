package dev.braid.internal.engine.updates;

import dev.braid.optimizers.Nadam;

/** Nadam's rule over blocks. */
final class FusedNadam {
  private static final String PRODUCT = "u_product";

  private FusedNadam() {}

  static FusedRule rule(Nadam nadam) {
    float share1 = 1 - (float) nadam.beta1();
    float share2 = 1 - (float) nadam.beta2();
    float epsilon = (float) nadam.epsilon();
    return (rate, step, numbers, next) -> {
      float now = momentumAt(nadam, step);
      float later = momentumAt(nadam, step + 1);
      float product = (float) numbers.get(PRODUCT).doubleValue() * now;
      next.put(PRODUCT, (double) product);
      float ahead = later / (1 - product * later);
      float here = (1 - now) / (1 - product);
      float corrected = FusedRules.oneMinusPower(nadam.beta2(), step);
      float scaled = (float) rate;
      return (weight, gradient, slots, length) -> {
        FusedRules.toward(slots[0], gradient, share1, length);
        FusedRules.towardSquare(slots[1], gradient, share2, length);
        float[] momentum = slots[0];
        float[] velocity = slots[1];
        for (int i = 0; i < length; i++) {
          float size = (float) Math.sqrt(velocity[i] / corrected) + epsilon;
          weight[i] -= (momentum[i] * ahead + gradient[i] * here) * scaled / size;
        }
      };
    };
  }

  private static float momentumAt(Nadam nadam, long step) {
    return (float) nadam.beta1() * (1 - 0.5f * (float) Math.pow(0.96f, (double) step));
  }
}
