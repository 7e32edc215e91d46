package dev.braid.layers;

import dev.braid.Activation;

/** A layer that ends with an activation which can be named. */
public interface EndsWithActivation {
  Activation activation();
}
