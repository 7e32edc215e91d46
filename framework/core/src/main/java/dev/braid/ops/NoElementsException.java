package dev.braid.ops;

/** Thrown if elements are read of a value whose shape only is known. */
public final class NoElementsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NoElementsException() {
    super("a value of a graph that is being built or exported has no elements yet");
  }
}
