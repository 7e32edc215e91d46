package dev.braid.internal.saving.hdf5;

import dev.braid.internal.files.AtomicFile;
import dev.braid.internal.saving.archive.HeapCheck;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes HDF5 files as trees of plain Java arrays. */
public final class Hdf5 {
  private static final long MAX_FILE_BYTES = Integer.MAX_VALUE - 16L;

  private Hdf5() {}

  /**
   * Reads a file completely.
   *
   * @throws FileFormatException if it is damaged or uses features that Keras' files do not use
   */
  public static H5Group read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    long size = Files.size(file);
    if (size > MAX_FILE_BYTES) {
      throw new FileFormatException(
          name, "has " + size + " bytes, more than the limit of 2 GiB", "");
    }
    HeapCheck.require(name, size);
    return read(Files.readAllBytes(file), name);
  }

  /**
   * Reads a file in memory.
   *
   * @param bytes the file
   * @param name the name of the file in messages
   */
  public static H5Group read(byte[] bytes, String name) throws FileFormatException {
    return read(bytes, name, Hdf5Limits.forFile(bytes.length));
  }

  /**
   * Reads a file in memory with custom limits.
   *
   * @param bytes the file
   * @param name the name of the file in messages
   * @param limits the limits on its content
   */
  public static H5Group read(byte[] bytes, String name, Hdf5Limits limits)
      throws FileFormatException {
    return new Hdf5TreeReader(new CheckedFileBytes(bytes, name, limits)).readRoot();
  }

  /** Writes a file atomically; equal trees result in equal bytes. */
  public static void write(H5Group root, Path file) throws IOException {
    byte[] bytes = toBytes(root);
    AtomicFile.write(file, out -> out.write(bytes));
  }

  /** Returns the bytes of a file; equal trees result in equal bytes. */
  public static byte[] toBytes(H5Group root) {
    return new Hdf5TreeWriter().write(root);
  }
}
