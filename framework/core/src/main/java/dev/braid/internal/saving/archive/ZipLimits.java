package dev.braid.internal.saving.archive;

/**
 * Limits on the size of a zip file.
 *
 * @param entries the maximum number of members
 * @param totalBytes the maximum unpacked size of all members that are read together
 * @param jsonBytes the maximum unpacked size of one member whose name ends in {@code .json}
 */
public record ZipLimits(int entries, long totalBytes, long jsonBytes) {
  private static final long FREE_BYTES = 256L << 20;
  private static final int RATIO = 16;

  /** Creates limits that are the same for all members. */
  public ZipLimits(int entries, long totalBytes) {
    this(entries, totalBytes, totalBytes);
  }

  /** Returns limits for a file of a size: sixteen times that size and 256 MiB. */
  public static ZipLimits forFile(long fileBytes) {
    return new ZipLimits(100_000, FREE_BYTES + RATIO * fileBytes);
  }

  /** Returns a copy with another limit for configurations. */
  public ZipLimits jsonBytes(long most) {
    return new ZipLimits(entries, totalBytes, most);
  }
}
