package dev.braid.internal.environment;

import dev.braid.internal.text.ByteCount;

/**
 * The memory of one kind that is available.
 *
 * @param free the number of bytes that can be allocated now
 * @param limit the number of bytes that could be allocated if all other memory were released
 * @param source where the memory is, as messages say it
 */
public record AvailableMemory(long free, long limit, String source) {
  /** Returns the free memory, as messages say it. */
  public String text() {
    return ByteCount.text(Math.max(0, free)) + ", which " + source;
  }

  AvailableMemory orSmaller(AvailableMemory other) {
    return other.free < free ? other : this;
  }
}
