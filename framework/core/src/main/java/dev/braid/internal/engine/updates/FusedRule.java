package dev.braid.internal.engine.updates;

import java.util.Map;

/**
 * An optimizer's rule as one pass over floats; the optimizer's own formula is the oracle.
 *
 * <p>Loops are short and simple, since only such ones become vector instructions.
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

  /** Takes numbers to zero that are too small to be normal floats: CPUs are slow with them. */
  static float flushed(float number) {
    return (number + 1e-30f) - 1e-30f;
  }
}
