package dev.braid.internal.saving;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/** The format of a model file, detected from its first bytes and not from its name. */
enum ModelFileKind {
  ZIP,
  HDF5,
  OTHER;

  private static final byte[] OF_ZIP = {'P', 'K'};
  private static final byte[] OF_HDF5 = {(byte) 0x89, 'H', 'D', 'F'};

  static ModelFileKind of(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      String reason = Files.isDirectory(file) ? "it is a folder" : "the file does not exist";
      throw new NoSuchFileException(file.toString(), null, reason);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] first = in.readNBytes(OF_HDF5.length);
      if (Arrays.equals(first, OF_HDF5)) {
        return HDF5;
      }
      return first.length > 1 && Arrays.equals(first, 0, 2, OF_ZIP, 0, 2) ? ZIP : OTHER;
    }
  }
}
