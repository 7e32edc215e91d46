package dev.braid.datasets.formats;

import dev.braid.saving.FileFormatException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Reads plain files out of {@code .tar.gz} archives into memory; nothing is unpacked to disk. */
public final class Tar {
  private static final int BLOCK = 512;
  private static final int SIZE_AT = 124;
  private static final int SUM_AT = 148;
  private static final int TYPE_AT = 156;

  private final InputStream in;
  private final String name;

  private Tar(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * Reads all files of an archive.
   *
   * @return their bytes by the last part of their path
   * @throws FileFormatException where it is damaged or cut short
   */
  public static Map<String, byte[]> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = new GZIPInputStream(raw, 1 << 16)) {
      return new Tar(in, name).readAll();
    } catch (EOFException | ZipException e) {
      throw FileFormatException.damaged(name, "it ends too early or is no gzip file", e);
    }
  }

  private Map<String, byte[]> readAll() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (byte[] header = block(); header[0] != 0; header = block()) {
      checkSum(header);
      String path = text(header, 0, 100);
      long size = octal(header, SIZE_AT, 12);
      if (size > Integer.MAX_VALUE - BLOCK) {
        throw FileFormatException.unsupported(name, "a member of " + size + " bytes", "");
      }
      byte[] bytes = exactly((int) size);
      exactly((int) ((BLOCK - size % BLOCK) % BLOCK));
      // '0' and 0 are plain files; folders, links and extended headers hold nothing of interest.
      if (header[TYPE_AT] == '0' || header[TYPE_AT] == 0) {
        files.put(path.substring(path.lastIndexOf('/') + 1), bytes);
      }
    }
    return files;
  }

  private byte[] block() throws IOException {
    return exactly(BLOCK);
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length != count) {
      throw FileFormatException.damaged(name, "the archive ends too early");
    }
    return bytes;
  }

  private void checkSum(byte[] header) throws FileFormatException {
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      // The sum's own eight bytes count as spaces.
      sum += i >= SUM_AT && i < SUM_AT + 8 ? ' ' : header[i] & 0xff;
    }
    if (sum != octal(header, SUM_AT, 8)) {
      throw FileFormatException.damaged(name, "the checksum of a header is wrong");
    }
  }

  private long octal(byte[] header, int from, int length) throws FileFormatException {
    String digits = text(header, from, length).strip();
    try {
      return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
    } catch (NumberFormatException e) {
      throw FileFormatException.damaged(name, "a header holds no number but " + digits, e);
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
