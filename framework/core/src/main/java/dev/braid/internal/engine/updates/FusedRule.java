package dev.braid.internal.engine.updates;

import java.util.Map;

/**
 * An optimizer's rule as vectorized loops; the optimizer's own formula is the oracle.
 *
 * <p>A rule changes each element by its own weight, gradient and slots and by what {@link #at} was
 * given, and by nothing else: {@link FusedStep} and {@link DeferredRows} rely on that.
 */
interface FusedRule {
  /** One step over part of the weights. */
  @FunctionalInterface
  interface BlockStep {
    /**
     * Changes weights and slots in place.
     *
     * @param slots in the order of the optimizer's own names
     */
    void run(float[] weight, float[] gradient, float[][] slots, int length);
  }

  /**
   * The block's work at a step.
   *
   * @param numbers what the optimizer keeps beside its slots
   * @param next takes their new values
   */
  BlockStep at(double rate, long step, Map<String, Double> numbers, Map<String, Double> next);

  /** Sets what is too small for a normal float to zero, since CPUs are slow with subnormal ones. */
  static float flushed(float value) {
    return (value + 1e-30f) - 1e-30f;
  }
}
