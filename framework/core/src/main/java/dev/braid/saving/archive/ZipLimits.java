package dev.braid.saving.archive;

/**
 * How much a zip file may ask for.
 *
 * @param entries the most members
 * @param totalBytes the most bytes that all members that are read may unpack to
 * @param jsonBytes the most bytes of one member whose name ends in {@code .json}
 */
public record ZipLimits(int entries, long totalBytes, long jsonBytes) {
  private static final long FREE_BYTES = 256L << 20;
  private static final int RATIO = 16;

  /** Limits that make no difference between members. */
  public ZipLimits(int entries, long totalBytes) {
    this(entries, totalBytes, totalBytes);
  }

  /** Room for any file that was not made to explode: sixteen times its size and a bit. */
  public static ZipLimits forFile(long fileBytes) {
    return new ZipLimits(100_000, FREE_BYTES + RATIO * fileBytes);
  }

  /** The same with another limit for configurations. */
  public ZipLimits jsonBytes(long most) {
    return new ZipLimits(entries, totalBytes, most);
  }
}
