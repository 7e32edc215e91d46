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

/** The table of optimizers with a fused rule. */
final class FusedRules {
  private FusedRules() {}

  /** Returns the rule of a known optimizer class, else null. */
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

  /** Returns 1 - base^exponent with the rounding of float32, in which Keras computes it. */
  static float oneMinusPower(double base, long exponent) {
    return 1 - (float) Math.pow((float) base, (double) exponent);
  }

  private static FusedRule adam(AdamFamily<?> adam, boolean amsgrad) {
    float oneMinusBeta1 = (float) (1 - adam.beta1());
    float oneMinusBeta2 = (float) (1 - adam.beta2());
    float epsilon = (float) adam.epsilon();
    return (rate, step, numbers, next) -> {
      double scale =
          rate * Math.sqrt(oneMinusPower(adam.beta2(), step)) / oneMinusPower(adam.beta1(), step);
      float singleRate = (float) scale;
      if (!amsgrad) {
        return (weight, gradient, slots, length) ->
            adam(
                weight, gradient, slots, oneMinusBeta1, oneMinusBeta2, singleRate, epsilon, length);
      }
      return (weight, gradient, slots, length) -> {
        updateAverage(slots[0], gradient, oneMinusBeta1, length);
        updateSquareAverage(slots[1], gradient, oneMinusBeta2, length);
        keepMaximum(slots[2], slots[1], length);
        subtractOverRoot(weight, slots[0], slots[2], singleRate, epsilon, length);
      };
    };
  }

  /**
   * Applies Adam in one loop, which takes half the time of three, since values stay in registers.
   */
  private static void adam(
      float[] weight,
      float[] gradient,
      float[][] slots,
      float oneMinusBeta1,
      float oneMinusBeta2,
      float rate,
      float epsilon,
      int length) {
    float[] momentum = slots[0];
    float[] velocity = slots[1];
    for (int i = 0; i < length; i++) {
      float g = gradient[i];
      float m = flushed(momentum[i] + (g - momentum[i]) * oneMinusBeta1);
      float v = flushed(velocity[i] + (g * g - velocity[i]) * oneMinusBeta2);
      momentum[i] = m;
      velocity[i] = v;
      weight[i] -= m * rate / ((float) Math.sqrt(v) + epsilon);
    }
  }

  static void updateAverage(float[] average, float[] value, float rate, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] + (value[i] - average[i]) * rate);
    }
  }

  static void updateSquareAverage(float[] average, float[] value, float rate, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] + (value[i] * value[i] - average[i]) * rate);
    }
  }

  private static void keepMaximum(float[] max, float[] value, int length) {
    for (int i = 0; i < length; i++) {
      max[i] = Math.max(max[i], value[i]);
    }
  }

  private static void subtractOverRoot(
      float[] weight, float[] step, float[] square, float rate, float epsilon, int length) {
    for (int i = 0; i < length; i++) {
      weight[i] -= step[i] * rate / ((float) Math.sqrt(square[i]) + epsilon);
    }
  }

  private static FusedRule adamax(Adamax adamax) {
    float oneMinusBeta1 = (float) (1 - adamax.beta1());
    float decay = (float) adamax.beta2();
    float epsilon = (float) adamax.epsilon();
    return (rate, step, numbers, next) -> {
      float correction = oneMinusPower(adamax.beta1(), step);
      float singleRate = (float) rate;
      return (weight, gradient, slots, length) -> {
        updateAverage(slots[0], gradient, oneMinusBeta1, length);
        updateInfinityNorm(slots[1], gradient, decay, length);
        float[] momentum = slots[0];
        float[] norm = slots[1];
        for (int i = 0; i < length; i++) {
          weight[i] -= momentum[i] * singleRate / ((norm[i] + epsilon) * correction);
        }
      };
    };
  }

  private static void updateInfinityNorm(float[] norm, float[] gradient, float decay, int length) {
    for (int i = 0; i < length; i++) {
      norm[i] = flushed(Math.max(norm[i] * decay, Math.abs(gradient[i])));
    }
  }

  private static FusedRule sgd(float momentum, boolean nesterov) {
    return (rate, step, numbers, next) -> {
      float singleRate = (float) rate;
      if (momentum == 0) {
        return (weight, gradient, slots, length) ->
            subtractScaled(weight, gradient, singleRate, length);
      }
      return (weight, gradient, slots, length) -> {
        float[] velocity = slots[0];
        for (int i = 0; i < length; i++) {
          velocity[i] = flushed(velocity[i] * momentum - gradient[i] * singleRate);
        }
        if (nesterov) {
          subtractScaled(weight, velocity, -momentum, length);
          subtractScaled(weight, gradient, singleRate, length);
        } else {
          subtractScaled(weight, velocity, -1, length);
        }
      };
    };
  }

  private static void subtractScaled(float[] weight, float[] step, float rate, int length) {
    for (int i = 0; i < length; i++) {
      weight[i] -= step[i] * rate;
    }
  }

  private static FusedRule adagrad(float epsilon) {
    return (rate, step, numbers, next) -> {
      float singleRate = (float) rate;
      return (weight, gradient, slots, length) -> {
        float[] sum = slots[0];
        for (int i = 0; i < length; i++) {
          sum[i] = flushed(sum[i] + gradient[i] * gradient[i]);
        }
        for (int i = 0; i < length; i++) {
          weight[i] -= gradient[i] * singleRate / (float) Math.sqrt(sum[i] + epsilon);
        }
      };
    };
  }

  private static FusedRule adadelta(double rho, float epsilon) {
    float decay = (float) rho;
    float oneMinusDecay = (float) (1 - rho);
    return (rate, step, numbers, next) -> {
      float singleRate = (float) rate;
      return (weight, gradient, slots, length) -> {
        decaySquareAverage(slots[0], gradient, decay, oneMinusDecay, length);
        float[] gradients = slots[0];
        float[] steps = slots[1];
        // from here on the gradient's block contains the step
        for (int i = 0; i < length; i++) {
          gradient[i] =
              (float) Math.sqrt(steps[i] + epsilon)
                  * gradient[i]
                  / (float) Math.sqrt(gradients[i] + epsilon);
        }
        decaySquareAverage(steps, gradient, decay, oneMinusDecay, length);
        subtractScaled(weight, gradient, singleRate, length);
      };
    };
  }

  static void decaySquareAverage(
      float[] average, float[] value, float decay, float oneMinusDecay, int length) {
    for (int i = 0; i < length; i++) {
      average[i] = flushed(average[i] * decay + value[i] * value[i] * oneMinusDecay);
    }
  }

  private static FusedRule lion(double beta1, double beta2) {
    float decay1 = (float) beta1;
    float oneMinusDecay1 = 1 - (float) beta1;
    float decay2 = (float) beta2;
    float oneMinusDecay2 = 1 - (float) beta2;
    return (rate, step, numbers, next) -> {
      float singleRate = (float) rate;
      return (weight, gradient, slots, length) -> {
        float[] average = slots[0];
        for (int i = 0; i < length; i++) {
          weight[i] -= sign(average[i] * decay1 + gradient[i] * oneMinusDecay1) * singleRate;
        }
        for (int i = 0; i < length; i++) {
          average[i] = flushed(average[i] * decay2 + gradient[i] * oneMinusDecay2);
        }
      };
    };
  }

  /** Returns the sign without a branch: even the smallest value times the factors exceeds 1. */
  private static float sign(float x) {
    return Math.max(-1f, Math.min(1f, x * 3e38f * 3e38f));
  }
}
