package dev.braid.saving.archive;

import dev.braid.config.ByteCount;
import dev.braid.engine.environment.FreeMemory;
import dev.braid.engine.environment.Room;
import dev.braid.saving.FileFormatException;
import java.util.Optional;

/** Compares what a file claims to hold with the heap that is free, before any of it is taken. */
public final class HeapCheck {
  private HeapCheck() {}

  /**
   * Refuses a file for which there is too little memory.
   *
   * @param file what messages call it
   * @param bytes what it takes at once
   */
  public static void require(String file, double bytes) throws FileFormatException {
    Optional<Room> lacking = FreeMemory.heapLacks(bytes);
    if (lacking.isPresent()) {
      throw new FileFormatException(
          file,
          "needs "
              + ByteCount.text(bytes)
              + " of memory at once, more than "
              + lacking.get().text(),
          "Start Java with a larger heap, such as -Xmx8g.");
    }
  }
}
