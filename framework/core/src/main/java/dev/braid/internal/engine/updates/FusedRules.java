package dev.braid.internal.engine.updates;

import static dev.braid.internal.engine.updates.FusedRule.flushed;

import dev.braid.Optimizer;
import dev.braid.config.Config;
import dev.braid.optimizers.Adadelta;
import dev.braid.optimizers.Adagrad;
import dev.braid.optimizers.AdamFamily;
import dev.braid.optimizers.Adamax;
import dev.braid.optimizers.AmsgradAdam;
import dev.braid.optimizers.Lion;
import dev.braid.optimizers.Nadam;
import dev.braid.optimizers.RMSprop;
import dev.braid.optimizers.SGD;

/** The optimizers that have a fused rule. */
final class FusedRules {
  private FusedRules() {}

  /** The rule of an optimizer of exactly a known class, else null. */
  static FusedRule of(Optimizer optimizer) {
    Config config = optimizer.config();
    if (optimizer instanceof AmsgradAdam<?> adam) {
      return adam(adam, config.flag("amsgrad", false));
    }
    if (optimizer instanceof Nadam nadam) {
      return FusedNadam.rule(nadam);
    }
    if (optimizer instanceof Adamax adamax) {
      return adamax(adamax);
    }
    if (optimizer instanceof SGD) {
      return sgd((float) config.number("momentum", 0), config.flag("nesterov", false));
    }
    if (optimizer instanceof RMSprop) {
      return FusedRmsprop.rule(config);
    }
    if (optimizer instanceof Adagrad) {
      return adagrad((float) config.number("epsilon", 0));
    }
    if (optimizer instanceof Adadelta) {
      return adadelta(config.number("rho", 0), (float) config.number("epsilon", 0));
    }
    if (optimizer instanceof Lion) {
      return lion(config.number("beta_1", 0), config.number("beta_2", 0));
    }
    return null;
  }

  /** 1 - base^exponent with the rounding of float32, in which Keras computes it. */
  static float oneMinusPower(double base, long exponent) {
    return 1 - (float) Math.pow((float) base, (double) exponent);
  }

  private static FusedRule adam(AdamFamily<?> adam, boolean amsgrad) {
    float toMomentum = (float) (1 - adam.beta1());
    float toVelocity = (float) (1 - adam.beta2());
    float epsilon = (float) adam.epsilon();
    return (rate, step, numbers, next) -> {
      double scale =
          rate * Math.sqrt(oneMinusPower(adam.beta2(), step)) / oneMinusPower(adam.beta1(), step);
      float scaled = (float) scale;
      if (!amsgrad) {
        return (weight, gradient, slots, length) ->
            adam(weight, gradient, slots, toMomentum, toVelocity, scaled, epsilon, length);
      }
      return (weight, gradient, slots, length) -> {
        toward(slots[0], gradient, toMomentum, length);
        towardSquare(slots[1], gradient, toVelocity, length);
        larger(slots[2], slots[1], length);
        overRoot(weight, slots[0], slots[2], scaled, epsilon, length);
      };
    };
  }

  /** In one loop, which takes half as long as three: numbers stay in registers. */
  private static void adam(
      float[] weight,
      float[] gradient,
      float[][] slots,
      float toMomentum,
      float toVelocity,
      float rate,
      float epsilon,
      int length) {
    float[] momentum = slots[0];
    float[] velocity = slots[1];
    for (int i = 0; i < length; i++) {
      float g = gradient[i];
      float m = flushed(momentum[i] + (g - momentum[i]) * toMomentum);
      float v = flushed(velocity[i] + (g * g - velocity[i]) * toVelocity);
      momentum[i] = m;
      velocity[i] = v;
      weight[i] -= m * rate / ((float) Math.sqrt(v) + epsilon);
    }
  }

  static void toward(float[] average, float[] value, float share, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] + (value[i] - average[i]) * share);
    }
  }

  static void towardSquare(float[] average, float[] value, float share, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] + (value[i] * value[i] - average[i]) * share);
    }
  }

  private static void larger(float[] kept, float[] other, int length) {
    for (int i = 0; i < length; i++) {
      kept[i] = Math.max(kept[i], other[i]);
    }
  }

  private static void overRoot(
      float[] weight, float[] step, float[] square, float rate, float epsilon, int length) {
    for (int i = 0; i < length; i++) {
      weight[i] -= step[i] * rate / ((float) Math.sqrt(square[i]) + epsilon);
    }
  }

  private static FusedRule adamax(Adamax adamax) {
    float share = (float) (1 - adamax.beta1());
    float kept = (float) adamax.beta2();
    float epsilon = (float) adamax.epsilon();
    return (rate, step, numbers, next) -> {
      float corrected = oneMinusPower(adamax.beta1(), step);
      float scaled = (float) rate;
      return (weight, gradient, slots, length) -> {
        toward(slots[0], gradient, share, length);
        largest(slots[1], gradient, kept, length);
        float[] momentum = slots[0];
        float[] norm = slots[1];
        for (int i = 0; i < length; i++) {
          weight[i] -= momentum[i] * scaled / ((norm[i] + epsilon) * corrected);
        }
      };
    };
  }

  private static void largest(float[] norm, float[] gradient, float kept, int length) {
    for (int i = 0; i < length; i++) {
      norm[i] = flushed(Math.max(norm[i] * kept, Math.abs(gradient[i])));
    }
  }

  private static FusedRule sgd(float momentum, boolean nesterov) {
    return (rate, step, numbers, next) -> {
      float scaled = (float) rate;
      if (momentum == 0) {
        return (weight, gradient, slots, length) -> against(weight, gradient, scaled, length);
      }
      return (weight, gradient, slots, length) -> {
        float[] velocity = slots[0];
        for (int i = 0; i < length; i++) {
          velocity[i] = flushed(velocity[i] * momentum - gradient[i] * scaled);
        }
        if (nesterov) {
          against(weight, velocity, -momentum, length);
          against(weight, gradient, scaled, length);
        } else {
          against(weight, velocity, -1, length);
        }
      };
    };
  }

  private static void against(float[] weight, float[] step, float rate, int length) {
    for (int i = 0; i < length; i++) {
      weight[i] -= step[i] * rate;
    }
  }

  private static FusedRule adagrad(float epsilon) {
    return (rate, step, numbers, next) -> {
      float scaled = (float) rate;
      return (weight, gradient, slots, length) -> {
        float[] sum = slots[0];
        for (int i = 0; i < length; i++) {
          sum[i] = flushed(sum[i] + gradient[i] * gradient[i]);
        }
        for (int i = 0; i < length; i++) {
          weight[i] -= gradient[i] * scaled / (float) Math.sqrt(sum[i] + epsilon);
        }
      };
    };
  }

  private static FusedRule adadelta(double rho, float epsilon) {
    float kept = (float) rho;
    float share = (float) (1 - rho);
    return (rate, step, numbers, next) -> {
      float scaled = (float) rate;
      return (weight, gradient, slots, length) -> {
        mixSquare(slots[0], gradient, kept, share, length);
        float[] gradients = slots[0];
        float[] steps = slots[1];
        // the gradient's block is overwritten from here on: it holds the step
        for (int i = 0; i < length; i++) {
          gradient[i] =
              (float) Math.sqrt(steps[i] + epsilon)
                  * gradient[i]
                  / (float) Math.sqrt(gradients[i] + epsilon);
        }
        mixSquare(steps, gradient, kept, share, length);
        against(weight, gradient, scaled, length);
      };
    };
  }

  static void mixSquare(float[] average, float[] value, float kept, float share, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] * kept + value[i] * value[i] * share);
    }
  }

  private static FusedRule lion(double beta1, double beta2) {
    float kept1 = (float) beta1;
    float share1 = 1 - (float) beta1;
    float kept2 = (float) beta2;
    float share2 = 1 - (float) beta2;
    return (rate, step, numbers, next) -> {
      float scaled = (float) rate;
      return (weight, gradient, slots, length) -> {
        float[] average = slots[0];
        for (int i = 0; i < length; i++) {
          weight[i] -= sign(average[i] * kept1 + gradient[i] * share1) * scaled;
        }
        for (int i = 0; i < length; i++) {
          average[i] = flushed(average[i] * kept2 + gradient[i] * share2);
        }
      };
    };
  }

  /** Without a branch: even the smallest number times this twice is beyond 1. */
  private static float sign(float x) {
    return Math.max(-1f, Math.min(1f, x * 3e38f * 3e38f));
  }
}
