package dev.braid.saving.hdf5;

import dev.braid.files.AtomicFile;
import dev.braid.saving.FileFormatException;
import dev.braid.saving.archive.HeapCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes HDF5 files as trees of plain Java arrays. */
public final class Hdf5 {
  private static final long MAX_FILE_BYTES = Integer.MAX_VALUE - 16L;

  private Hdf5() {}

  /**
   * Reads a file whole.
   *
   * @throws FileFormatException where it is damaged or uses what Keras' files never do
   */
  public static H5Group read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    long size = Files.size(file);
    if (size > MAX_FILE_BYTES) {
      throw new FileFormatException(
          name, "has " + size + " bytes, more than the 2 GiB that Braid reads", "");
    }
    HeapCheck.require(name, size);
    return read(Files.readAllBytes(file), name);
  }

  /**
   * Reads a file that is in memory.
   *
   * @param bytes the file
   * @param name what to call it in messages
   */
  public static H5Group read(byte[] bytes, String name) throws FileFormatException {
    return read(bytes, name, Hdf5Limits.forFile(bytes.length));
  }

  /**
   * Reads a file that is in memory, with other limits than the usual ones.
   *
   * @param bytes the file
   * @param name what to call it in messages
   * @param limits how much it may ask for
   */
  public static H5Group read(byte[] bytes, String name, Hdf5Limits limits)
      throws FileFormatException {
    return new TreeReader(new FileBytes(bytes, name, limits)).readRoot();
  }

  /** Writes a file whole or not at all; equal trees give equal bytes. */
  public static void write(H5Group root, Path file) throws IOException {
    byte[] bytes = toBytes(root);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /** The bytes of a file; equal trees give equal bytes. */
  public static byte[] toBytes(H5Group root) {
    return new TreeWriter().write(root);
  }
}
