package dev.braid.internal.training;

import java.util.Objects;

/**
 * What a step found that is no number: its update was not applied.
 *
 * @param what {@code loss}, {@code gradient}, or what the step would have written, such as {@code
 *     weight "dense/kernel"}
 * @param value NaN or an infinity
 * @param output the first output whose loss is not finite; empty where none alone is to blame
 * @param layer the first layer whose values are not finite; empty where it is not known
 */
public record NotFinite(String what, double value, String output, String layer) {
  public NotFinite {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(layer, "layer");
  }
}
