package dev.braid.saving;

import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.ByteCount;

/** Compares what is to be written with what a file holds, before anything is written. */
public final class FileSize {
  /** What Java's arrays hold, in which files are put together. */
  public static final long MOST_BYTES = Integer.MAX_VALUE - 16L;

  /** What a file says about one array: its name, its shape and where it lies. */
  private static final long DESCRIPTION_BYTES = 1024;

  private FileSize() {}

  /**
   * Refuses to write more than a file holds.
   *
   * @param call what was asked for, as messages say it
   * @param file the name of the file, or of the array in it
   * @param what what it would hold
   * @param bytes the bytes of all numbers
   * @param arrays how many arrays they make
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
