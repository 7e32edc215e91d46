package dev.braid.internal.training;

import java.util.Objects;

/**
 * A value that is not finite, because of which a step was not applied.
 *
 * @param what {@code loss}, {@code gradient}, or what the step would have changed, such as {@code
 *     weight "dense/kernel"}
 * @param value NaN or an infinity
 * @param output the first output whose loss is not finite; empty where it is no single one
 * @param layer the first layer whose values are not finite; empty where it is unknown
 */
public record NonFiniteValue(String what, double value, String output, String layer) {
  public NonFiniteValue {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(layer, "layer");
  }
}
