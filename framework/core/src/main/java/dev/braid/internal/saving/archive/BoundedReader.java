package dev.braid.internal.saving.archive;

import dev.braid.saving.FileFormatException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads an untrusted file sequentially.
 *
 * <p>Memory is allocated only for bytes that exist, a compressed file unpacks to no more than
 * {@link ZipLimits} allow, and every exception names the file.
 */
public final class BoundedReader implements Closeable {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_LINE = 1 << 16;

  private final InputStream in;
  private final String name;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long left;

  private BoundedReader(InputStream in, String name, long most) {
    this.in = in;
    this.name = name;
    this.left = most;
  }

  /**
   * Opens a file and decompresses it if its first two bytes are those of gzip.
   *
   * @throws FileFormatException if it begins like a gzip file and is not one
   */
  public static BoundedReader open(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    long size = Files.size(file);
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    try {
      raw.mark(2);
      boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
      raw.reset();
      return packed
          ? new BoundedReader(
              new GZIPInputStream(raw, BUFFER), name, ZipLimits.forFile(size).totalBytes())
          : new BoundedReader(raw, name, size);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw unreadable(name, e);
    } catch (IOException | RuntimeException e) {
      raw.close();
      throw e;
    }
  }

  /** Creates a reader of bytes in memory. */
  public static BoundedReader of(byte[] bytes, String name) {
    return new BoundedReader(new ByteArrayInputStream(bytes), name, bytes.length);
  }

  private static FileFormatException unreadable(String name, IOException e) {
    return FileFormatException.damaged(name, "it ends too early or is not a gzip file", e);
  }

  /** Returns the name of the file in messages. */
  public String name() {
    return name;
  }

  /** Returns the maximum number of remaining bytes; a compressed file may have fewer. */
  public long left() {
    return left + filled - at;
  }

  /** Returns an exception for inconsistent bytes. */
  public FileFormatException damaged(String detail) {
    return FileFormatException.damaged(name, detail);
  }

  /** Reads one byte, from 0 to 255. */
  public int u8() throws IOException {
    if (at == filled && !fill()) {
      throw damaged("it ends too early");
    }
    return buffer[at++] & 0xff;
  }

  /** Reads two bytes as an unsigned little-endian number. */
  public int u16() throws IOException {
    return u8() | u8() << 8;
  }

  /** Reads four bytes as a signed little-endian number. */
  public int i32() throws IOException {
    return u16() | u16() << 16;
  }

  /** Reads eight bytes as a signed little-endian number. */
  public long i64() throws IOException {
    return i32() & 0xffff_ffffL | (long) i32() << 32;
  }

  /** Reads four bytes as a signed big-endian number. */
  public int bigEndian32() throws IOException {
    return Integer.reverseBytes(i32());
  }

  /** Reads exactly this number of bytes; refuses a file with fewer. */
  public byte[] bytes(long count) throws IOException {
    byte[] bytes = upTo(count);
    if (bytes.length < count) {
      throw damaged("it ends too early");
    }
    return bytes;
  }

  /** Reads this number of bytes, or the remaining ones if there are fewer. */
  public byte[] upTo(long count) throws IOException {
    if (count < 0) {
      throw damaged("one of its sections has " + count + " bytes");
    }
    int ready = (int) Math.min(count, filled - at);
    if (count == ready) {
      at += ready;
      return Arrays.copyOfRange(buffer, at - ready, at);
    }
    long most = Math.min(count, left());
    HeapCheck.require(name, most);
    // grows with the bytes that are read: a declared size alone takes no memory
    byte[] rest = read(Math.toIntExact(Math.min(most - ready, Integer.MAX_VALUE - 16L)));
    byte[] all = new byte[ready + rest.length];
    System.arraycopy(buffer, at, all, 0, ready);
    System.arraycopy(rest, 0, all, ready, rest.length);
    at = filled;
    if (all.length < count && left == 0 && in.read() >= 0) {
      throw tooMuch();
    }
    return all;
  }

  private byte[] read(int count) throws IOException {
    try {
      byte[] bytes = in.readNBytes(count);
      left -= bytes.length;
      return bytes;
    } catch (EOFException | ZipException e) {
      throw unreadable(name, e);
    }
  }

  /** Skips bytes. */
  public void skip(long count) throws IOException {
    for (long rest = count; rest > 0; rest -= BUFFER) {
      bytes(Math.min(rest, BUFFER));
    }
  }

  /** Reads text up to the end of the line, which is skipped. */
  public String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = u8(); next != '\n'; next = u8()) {
      line.append((char) next);
      if (line.length() > LONGEST_LINE) {
        throw damaged("one of its lines has more than " + LONGEST_LINE + " characters");
      }
    }
    return line.toString();
  }

  /** Reads this number of bytes as UTF-8. */
  public String text(long count) throws IOException {
    return new String(bytes(count), StandardCharsets.UTF_8);
  }

  /** Returns whether the end is reached; the checksum of a compressed file is then verified. */
  public boolean atEnd() throws IOException {
    return at == filled && !fill();
  }

  /** Reads and discards the rest, so that a compressed file's checksum is verified. */
  public void finish() throws IOException {
    while (!atEnd()) {
      at = filled;
    }
  }

  private boolean fill() throws IOException {
    try {
      int read = in.read(buffer, 0, (int) Math.min(BUFFER, Math.max(1, left)));
      if (read > left) {
        throw tooMuch();
      }
      at = 0;
      filled = Math.max(0, read);
      left -= filled;
      return read > 0;
    } catch (EOFException | ZipException e) {
      throw unreadable(name, e);
    }
  }

  private FileFormatException tooMuch() {
    return new FileFormatException(
        name,
        "unpacks to more bytes than the limit for a file of its size",
        "If you trust the file, unpack it first.");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
