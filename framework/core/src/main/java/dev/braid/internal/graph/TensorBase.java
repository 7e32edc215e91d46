package dev.braid.internal.graph;

import org.jspecify.annotations.Nullable;

/** The origin of a tensor, hidden from programs: see {@link Node#of}. */
public abstract class TensorBase {
  private final Node node;
  private final int index;
  private final @Nullable String givenName;

  protected TensorBase(TensorBase origin, @Nullable String givenName) {
    this(origin.node, origin.index, givenName);
  }

  protected TensorBase(Node node, int index, @Nullable String givenName) {
    this.node = node;
    this.index = index;
    this.givenName = givenName;
  }

  final Node node() {
    return node;
  }

  final int index() {
    return index;
  }

  final @Nullable String givenName() {
    return givenName;
  }
}
