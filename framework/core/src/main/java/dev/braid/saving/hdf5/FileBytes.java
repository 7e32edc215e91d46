package dev.braid.saving.hdf5;

import dev.braid.saving.FileFormatException;
import dev.braid.saving.archive.HeapCheck;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A file's bytes, little-endian, where every access is checked and paid for.
 *
 * <p>The budgets are what ends the work on a file whose structures point at each other in circles.
 */
final class FileBytes {
  /** The address that stands for "nowhere". */
  static final long NOWHERE = -1;

  /** Values are held as numbers, and as the floats that are handed on. */
  private static final long COPIES = 2;

  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);

  private final byte[] bytes;
  private final String file;
  private final Hdf5Limits limits;
  private long work;
  private long data;
  private int nodes;
  private String where = "/";

  FileBytes(byte[] bytes, String file, Hdf5Limits limits) {
    this.bytes = bytes;
    this.file = file;
    this.limits = limits;
    this.work = (1L << 20) + 16L * bytes.length;
    this.data = limits.dataBytes();
    this.nodes = limits.nodes();
  }

  private static VarHandle view(Class<?> array) {
    return MethodHandles.byteArrayViewVarHandle(array, ByteOrder.LITTLE_ENDIAN);
  }

  /** Names the node that is being read, for messages. */
  void enter(String path) throws FileFormatException {
    where = path;
    if (--nodes < 0) {
      throw tooMuch("more than " + limits.nodes() + " groups, arrays and attributes");
    }
  }

  String where() {
    return where;
  }

  int maxDepth() {
    return limits.depth();
  }

  byte[] array() {
    return bytes;
  }

  long length() {
    return bytes.length;
  }

  /** Checks that a stretch lies in the file and pays for looking at it. */
  int stretch(long at, long length) throws FileFormatException {
    if (at < 0 || length < 0 || at > bytes.length - length) {
      throw damaged("a part of it lies outside the file's " + bytes.length + " bytes");
    }
    work -= length;
    if (work < 0) {
      throw damaged("its parts refer to each other over and over");
    }
    return (int) at;
  }

  /** Pays for values that will be held in memory. */
  int values(long size) throws FileFormatException {
    if (size < 0 || size > Integer.MAX_VALUE - 16) {
      throw tooMuch("an array of " + size + " bytes");
    }
    data -= size;
    if (data < 0) {
      throw tooMuch("more than " + limits.dataBytes() + " bytes of values");
    }
    HeapCheck.require(file, COPIES * size);
    return (int) size;
  }

  int u8(long at) throws FileFormatException {
    return bytes[stretch(at, 1)] & 0xff;
  }

  int u16(long at) throws FileFormatException {
    return (short) SHORT.get(bytes, stretch(at, 2)) & 0xffff;
  }

  long u32(long at) throws FileFormatException {
    return (int) INT.get(bytes, stretch(at, 4)) & 0xffff_ffffL;
  }

  /** An address, a length or a dimension; {@link #NOWHERE} where all its bits are set. */
  long u64(long at) throws FileFormatException {
    long value = (long) LONG.get(bytes, stretch(at, 8));
    if (value < NOWHERE) {
      throw damaged("a size or an address is beyond all bounds");
    }
    return value;
  }

  /** A whole number of one, two, four or eight bytes. */
  long unsigned(long at, int size) throws FileFormatException {
    return switch (size) {
      case 1 -> u8(at);
      case 2 -> u16(at);
      case 4 -> u32(at);
      default -> u64(at);
    };
  }

  void expect(long at, String signature, String what) throws FileFormatException {
    int start = stretch(at, signature.length());
    for (int i = 0; i < signature.length(); i++) {
      if (bytes[start + i] != (byte) signature.charAt(i)) {
        throw damaged("no " + what + " where one should be, at byte " + at);
      }
    }
  }

  /** Holds a stretch that describes something against the checksum behind it. */
  void expectChecksum(long at, long length, String what) throws FileFormatException {
    int sum = Checksums.lookup3(bytes, stretch(at, length), (int) length);
    if (u32(at + length) != (sum & 0xffff_ffffL)) {
      throw damaged("the checksum of " + what + " is wrong");
    }
  }

  /** The text up to a zero byte or the end of the stretch. */
  String text(long at, long length) throws FileFormatException {
    int start = stretch(at, length);
    int end = start;
    while (end < start + length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  FileFormatException damaged(String detail) {
    return FileFormatException.damaged(file, "in " + where + ", " + detail);
  }

  FileFormatException unsupported(String detail, String fix) {
    return FileFormatException.unsupported(file, detail + " (in " + where + ")", fix);
  }

  private FileFormatException tooMuch(String what) {
    return new FileFormatException(
        file,
        "asks for " + what + " (in " + where + "), which is out of proportion to its size",
        "If you trust the file, write it again without compression.");
  }
}
