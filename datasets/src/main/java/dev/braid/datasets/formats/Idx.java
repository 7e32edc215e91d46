package dev.braid.datasets.formats;

import dev.braid.saving.FileFormatException;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An array of unsigned bytes from an IDX file, the format of MNIST, packed by gzip or not.
 *
 * @param shape the dimensions
 * @param values the elements in row-major order
 */
public record Idx(int[] shape, byte[] values) {
  private static final int UNSIGNED_BYTE = 8;

  /**
   * Reads a file.
   *
   * @throws FileFormatException where it is damaged, cut short or holds something else
   */
  public static Idx read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
      return read(new DataInputStream(in), name);
    } catch (EOFException | ZipException e) {
      throw FileFormatException.damaged(name, "it ends too early or is no gzip file", e);
    }
  }

  private static Idx read(DataInputStream in, String name) throws IOException {
    int magic = in.readInt();
    int rank = magic & 0xff;
    if (magic >>> 16 != 0 || rank == 0) {
      throw FileFormatException.damaged(name, "it does not begin like an IDX file");
    }
    int type = magic >> 8 & 0xff;
    if (type != UNSIGNED_BYTE) {
      throw FileFormatException.unsupported(
          name, "elements of the IDX type " + type, "Braid reads unsigned bytes, type 8.");
    }
    int[] shape = new int[rank];
    long count = 1;
    for (int axis = 0; axis < rank; axis++) {
      shape[axis] = in.readInt();
      count *= shape[axis];
      if (shape[axis] < 0 || count > Integer.MAX_VALUE - 16) {
        throw FileFormatException.damaged(
            name, "its shape is " + Arrays.toString(Arrays.copyOf(shape, axis + 1)));
      }
    }
    byte[] values = in.readNBytes((int) count);
    if (values.length != count) {
      throw FileFormatException.damaged(
          name, "it should hold " + count + " values, there are " + values.length);
    }
    if (in.read() >= 0) {
      throw FileFormatException.damaged(name, "it holds more than its " + count + " values");
    }
    return new Idx(shape, values);
  }
}
