package dev.braid.internal.saving.hdf5;

import dev.braid.internal.saving.archive.HeapCheck;
import dev.braid.saving.FileFormatException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A file's bytes, little-endian; every access is checked and charged to a budget.
 *
 * <p>The budgets bound the work on a file whose structures refer to each other in a cycle.
 */
final class CheckedFileBytes {
  /** HDF5's undefined address. */
  static final long UNDEFINED = -1;

  /** Values are stored in their own type and as the floats that are returned. */
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

  CheckedFileBytes(byte[] bytes, String file, Hdf5Limits limits) {
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

  /** Sets the node that is being read, for messages. */
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

  /** Checks that a range lies in the file and charges its length to the budget. */
  int range(long at, long length) throws FileFormatException {
    if (at < 0 || length < 0 || at > bytes.length - length) {
      throw damaged("an address lies outside the file's " + bytes.length + " bytes");
    }
    work -= length;
    if (work < 0) {
      throw damaged("its structures refer to each other in a cycle");
    }
    return (int) at;
  }

  /** Charges values that will be stored in memory to the budget. */
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
    return bytes[range(at, 1)] & 0xff;
  }

  int u16(long at) throws FileFormatException {
    return (short) SHORT.get(bytes, range(at, 2)) & 0xffff;
  }

  long u32(long at) throws FileFormatException {
    return (int) INT.get(bytes, range(at, 4)) & 0xffff_ffffL;
  }

  /** Reads an address, a length or a dimension; {@link #UNDEFINED} if all its bits are set. */
  long u64(long at) throws FileFormatException {
    long value = (long) LONG.get(bytes, range(at, 8));
    if (value < UNDEFINED) {
      throw damaged("a size or an address is out of range");
    }
    return value;
  }

  /** Reads an unsigned integer of one, two, four or eight bytes. */
  long unsigned(long at, int size) throws FileFormatException {
    return switch (size) {
      case 1 -> u8(at);
      case 2 -> u16(at);
      case 4 -> u32(at);
      default -> u64(at);
    };
  }

  void expect(long at, String signature, String what) throws FileFormatException {
    int start = range(at, signature.length());
    for (int i = 0; i < signature.length(); i++) {
      if (bytes[start + i] != (byte) signature.charAt(i)) {
        throw damaged("expected the " + what + " at byte " + at);
      }
    }
  }

  /** Verifies the checksum that follows a range. */
  void expectChecksum(long at, long length, String what) throws FileFormatException {
    int sum = Hdf5Checksums.lookup3(bytes, range(at, length), (int) length);
    if (u32(at + length) != (sum & 0xffff_ffffL)) {
      throw damaged("the checksum of " + what + " is wrong");
    }
  }

  /** Reads the text up to a zero byte or the end of the range. */
  String text(long at, long length) throws FileFormatException {
    int start = range(at, length);
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
        "requires " + what + " (in " + where + "), which exceeds the limit for a file of its size",
        "If you trust the file, write it again without compression.");
  }
}
