package dev.braid.saving.hdf5;

/**
 * How much a file may ask for, because a file is untrusted and a small one can claim to be huge.
 *
 * @param dataBytes the most bytes that all values together may take in memory
 * @param nodes the most groups, datasets and attributes
 * @param depth the deepest nesting of groups
 */
public record Hdf5Limits(long dataBytes, int nodes, int depth) {
  private static final long FREE_BYTES = 256L << 20;
  private static final int RATIO = 16;

  /** Enough for models inside each other with a wrapper around each. */
  private static final int DEPTH = 128;

  /** Room for any model that was not made to explode: sixteen times the file and a bit. */
  public static Hdf5Limits forFile(long fileBytes) {
    int nodes = (int) Math.min(1_000_000, 1000 + fileBytes / 32);
    return new Hdf5Limits(FREE_BYTES + RATIO * fileBytes, nodes, DEPTH);
  }
}
