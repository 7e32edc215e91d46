package dev.braid.internal.environment;

import dev.braid.internal.text.ByteCount;

/**
 * Memory of one kind.
 *
 * @param free how many bytes may still be taken
 * @param most how many could be taken at best, if everything else gave back its own
 * @param owner whose they are, as messages say it
 */
public record Room(long free, long most, String owner) {
  /** What is free, as messages say it. */
  public String text() {
    return ByteCount.text(Math.max(0, free)) + ", which " + owner;
  }

  Room orLess(Room other) {
    return other.free < free ? other : this;
  }
}
