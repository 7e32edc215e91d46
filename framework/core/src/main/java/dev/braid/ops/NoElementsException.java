package dev.braid.ops;

/** Thrown where elements are asked for, but only the shape of a value is known. */
public final class NoElementsException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NoElementsException() {
    super("a value of a graph that is being built or exported has no elements yet");
  }
}
