package dev.braid.internal.saving.archive;

import dev.braid.internal.environment.AvailableMemory;
import dev.braid.internal.environment.FreeMemory;
import dev.braid.internal.text.ByteCount;
import dev.braid.saving.FileFormatException;
import java.util.Optional;

/** Compares the declared size of data with the free heap before memory is allocated. */
public final class HeapCheck {
  private HeapCheck() {}

  /**
   * Refuses a file that requires more memory than is free.
   *
   * @param file the file's name in messages
   * @param bytes the required number of bytes
   */
  public static void require(String file, double bytes) throws FileFormatException {
    Optional<AvailableMemory> lacking = FreeMemory.heapLacks(bytes);
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
