package dev.braid.datasets.formats;

import dev.braid.internal.saving.archive.BoundedReader;
import dev.braid.saving.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads regular files of {@code .tar.gz} archives into memory; nothing is written to disk. */
public final class Tar {
  private static final int BLOCK = 512;
  private static final int SIZE_AT = 124;
  private static final int SUM_AT = 148;
  private static final int TYPE_AT = 156;

  private final BoundedReader in;

  private Tar(BoundedReader in) {
    this.in = in;
  }

  /**
   * Reads all files of an archive.
   *
   * @return their bytes by the last part of their path
   * @throws FileFormatException if it is damaged or truncated
   */
  public static Map<String, byte[]> read(Path file) throws IOException {
    try (BoundedReader in = BoundedReader.open(file)) {
      return new Tar(in).readAll();
    }
  }

  private Map<String, byte[]> readAll() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (byte[] header = in.bytes(BLOCK); header[0] != 0; header = in.bytes(BLOCK)) {
      checkSum(header);
      String path = text(header, 0, 100);
      long size = octal(header, SIZE_AT, 12);
      if (size < 0 || size > in.left()) {
        throw in.damaged("it has a member of " + size + " bytes");
      }
      byte[] bytes = in.bytes(size);
      in.skip((BLOCK - size % BLOCK) % BLOCK);
      // '0' and 0 are regular files; folders, links and extended headers are ignored.
      if (header[TYPE_AT] == '0' || header[TYPE_AT] == 0) {
        files.put(path.substring(path.lastIndexOf('/') + 1), bytes);
      }
    }
    in.finish();
    return files;
  }

  private void checkSum(byte[] header) throws FileFormatException {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      // The eight bytes of the checksum count as spaces.
      sum += i >= SUM_AT && i < SUM_AT + 8 ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(header, SUM_AT, 8)) {
      throw in.damaged("the checksum of a header is wrong");
    }
  }

  private long octal(byte[] header, int from, int length) throws FileFormatException {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw FileFormatException.damaged(
          in.name(), "expected a number in a header," + " received " + digits, e);
    }
  }

  private static String text(byte[] bytes, int from, int length) {
    int end = from;
    while (end < from + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }
}
