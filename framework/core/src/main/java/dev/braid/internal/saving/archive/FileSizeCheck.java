package dev.braid.internal.saving.archive;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.internal.text.ByteCount;

/** Checks before writing that the data fits into one file. */
public final class FileSizeCheck {
  /** The maximum length of a Java array, in which files are assembled. */
  public static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

  /** The space for the description of one array: its name, shape and offset. */
  private static final long DESCRIPTION_BYTES = 1024;

  private FileSizeCheck() {}

  /**
   * Refuses to write more data than one file can hold.
   *
   * @param call the requested call, as named in messages
   * @param file the name of the file, or of the array in it
   * @param what a description of the data
   * @param bytes the bytes of all values
   * @param arrays the number of arrays
   */
  public static void check(
      String call, String file, String what, double bytes, long arrays, String fix) {
    double all = bytes + DESCRIPTION_BYTES * (double) arrays;
    if (all > MOST_BYTES) {
      throw StructureException.of(
          call + " cannot begin",
          new Problem(
              "file-size",
              file,
              "at most 2 GiB (" + MOST_BYTES + " bytes)",
              "received " + ByteCount.text(all) + " of " + what,
              fix));
    }
  }
}
