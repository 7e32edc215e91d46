package dev.braid.datasets.formats;

import dev.braid.internal.saving.archive.BoundedReader;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An array of unsigned bytes from an IDX file, the format of MNIST, optionally compressed by gzip.
 *
 * @param shape the dimensions
 * @param values the elements in row-major order
 */
public record Idx(int[] shape, byte[] values) {
  private static final int UNSIGNED_BYTE = 8;

  /**
   * Reads a file.
   *
   * @throws FileFormatException if it is damaged, truncated or has another content
   */
  public static Idx read(Path file) throws IOException {
    try (BoundedReader in = BoundedReader.open(file)) {
      return read(in);
    }
  }

  private static Idx read(BoundedReader in) throws IOException {
    int magic = in.bigEndian32();
    int rank = magic & 0xff;
    if (magic >>> 16 != 0 || rank == 0) {
      throw in.damaged("it does not start as an IDX file");
    }
    int type = magic >> 8 & 0xff;
    if (type != UNSIGNED_BYTE) {
      throw FileFormatException.unsupported(
          in.name(), "elements of the IDX type " + type, "Braid reads unsigned bytes, type 8.");
    }
    int[] shape = new int[rank];
    long count = 1;
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = in.bigEndian32();
      count *= shape[axis];
      if (shape[axis] < 1 || count > Integer.MAX_VALUE - 16) {
        throw in.damaged("its shape is " + Arrays.toString(Arrays.copyOf(shape, axis + 1)));
      }
    }
    byte[] values = in.upTo(count);
    if (values.length != count) {
      throw in.damaged("expected " + count + " values, received " + values.length);
    }
    if (!in.atEnd()) {
      throw in.damaged("it has more than its " + count + " values");
    }
    return new Idx(shape, values);
  }
}
