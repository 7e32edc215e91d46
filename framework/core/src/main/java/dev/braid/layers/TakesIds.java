package dev.braid.layers;

/** A layer whose input holds whole numbers below a limit, as an embedding's does. */
public interface TakesIds {
  /** The number of ids: they run from 0 to one less. */
  long idLimit();
}
