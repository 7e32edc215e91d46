package dev.braid.internal.saving.hdf5;

/**
 * Limits on the content of a file, since files are untrusted and a small file can declare huge
 * arrays.
 *
 * @param dataBytes the maximum memory of all values together
 * @param nodes the maximum number of groups, datasets and attributes
 * @param depth the maximum depth of nested groups
 */
public record Hdf5Limits(long dataBytes, int nodes, int depth) {
  private static final long FREE_BYTES = 256L << 20;
  private static final int RATIO = 16;

  /** The maximum depth of groups, enough for nested models with a wrapper around each. */
  private static final int DEPTH = 128;

  /** Returns limits for a file of a size: sixteen times that size and 256 MiB of values. */
  public static Hdf5Limits forFile(long fileBytes) {
    int nodes = (int) Math.min(1_000_000, 1000 + fileBytes / 32);
    return new Hdf5Limits(FREE_BYTES + RATIO * fileBytes, nodes, DEPTH);
  }
}
