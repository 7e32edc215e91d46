package dev.braid.layers;

/** A layer whose input consists of integer ids below a limit, such as an embedding. */
public interface IdConsumer {
  /** The number of ids, which run from 0 to one less. */
  long idLimit();
}
