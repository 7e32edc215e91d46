package dev.braid.layers;

import dev.braid.Activation;

/** A layer that applies a named activation last. */
public interface ActivatedLayer {
  Activation activation();
}
