package dev.braid.internal.training;

import java.util.Objects;

/**
 * A non-finite value because of which a step was not applied.
 *
 * @param what {@code loss}, {@code gradient}, or what the step would have changed, such as {@code
 *     weight "dense/kernel"}
 * @param value NaN or an infinity
 * @param output the first output whose loss is not finite, or empty
 * @param layer the first layer whose values are not finite; empty if unknown
 */
public record NonFiniteValue(String what, double value, String output, String layer) {
  public NonFiniteValue {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(layer, "layer");
  }
}
