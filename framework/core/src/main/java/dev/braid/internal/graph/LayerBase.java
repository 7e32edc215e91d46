package dev.braid.internal.graph;

import org.jspecify.annotations.Nullable;

/**
 * The state of a layer besides its description, hidden from programs: see {@link LayerState#of}.
 */
public abstract class LayerBase implements Cloneable {
  private LayerState state = new LayerState(null, true);

  final LayerState state() {
    return state;
  }

  /** Gives a copy a separate identity. */
  protected final void newIdentity(@Nullable String name, boolean trainable) {
    state = new LayerState(name, trainable);
  }
}
