package dev.braid.internal.engine.updates;

import java.util.Map;

/**
 * An optimizer's update rule as vectorized loops; tests compare it with the optimizer's own
 * formula.
 *
 * <p>A rule changes each element only by its own weight, gradient and slots and by the arguments of
 * {@link #at}: {@link FusedStep} and {@link DeferredRows} rely on that.
 */
interface FusedRule {
  /** One step over a block of the weights. */
  @FunctionalInterface
  interface BlockStep {
    /**
     * Changes weights and slots in place.
     *
     * @param slots the slots in the order of the optimizer's names
     */
    void run(float[] weight, float[] gradient, float[][] slots, int length);
  }

  /**
   * Returns the work on blocks at a step.
   *
   * @param numbers the optimizer's scalars beside its slots
   * @param next receives their new values
   */
  BlockStep at(double rate, long step, Map<String, Double> numbers, Map<String, Double> next);

  /** Replaces values too small for normal floats by zero, since CPUs are slow with subnormals. */
  static float flushed(float value) {
    return (value + 1e-30f) - 1e-30f;
  }
}
