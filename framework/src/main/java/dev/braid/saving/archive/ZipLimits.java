package dev.braid.saving.archive;

/**
 * How much a zip file may ask for.
 *
 * @param entries the most members
 * @param totalBytes the most bytes that all members that are read may unpack to
 */
public record ZipLimits(int entries, long totalBytes) {
  private static final long FREE_BYTES = 256L << 20;
  private static final int RATIO = 16;

  /** Room for any file that was not made to explode: sixteen times its size and a bit. */
  public static ZipLimits forFile(long fileBytes) {
    return new ZipLimits(100_000, FREE_BYTES + RATIO * fileBytes);
  }
}
