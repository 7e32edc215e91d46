package dev.braid.internal.saving.hdf5;

import dev.braid.saving.FileFormatException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A filter that was applied to every chunk before it was stored.
 *
 * @param id HDF5's filter id
 * @param parameter its first parameter
 */
record ChunkFilter(int id, int parameter) {
  private static final int DEFLATE = 1;
  private static final int SHUFFLE = 2;
  private static final int CHECKSUM = 3;
  private static final int CHECKSUM_BYTES = 4;
  private static final int MAX_FILTERS = 32;

  static List<ChunkFilter> read(CheckedFileBytes bytes, long start) throws FileFormatException {
    int version = bytes.u8(start);
    int count = bytes.u8(start + 1);
    if (version < 1 || version > 2 || count > MAX_FILTERS) {
      throw bytes.damaged("a list of " + count + " filters of version " + version);
    }
    List<ChunkFilter> filters = new ArrayList<>();
    long at = start + (version == 1 ? 8 : 2);
    for (int i = 0; i < count; i++) {
      int id = bytes.u16(at);
      boolean named = version == 1 || id >= 256;
      int nameBytes = named ? bytes.u16(at + 2) : 0;
      long flags = at + (named ? 4 : 2);
      int parameters = bytes.u16(flags + 2);
      long first = flags + 4 + (version == 1 ? (nameBytes + 7) / 8 * 8 : nameBytes);
      if (id < DEFLATE || id > CHECKSUM) {
        throw bytes.unsupported(
            "compression filter " + id, "Store it with gzip, or without compression.");
      }
      filters.add(new ChunkFilter(id, parameters == 0 ? 0 : (int) bytes.u32(first)));
      int padding = version == 1 && parameters % 2 == 1 ? 4 : 0;
      at = first + 4L * parameters + padding;
    }
    return filters;
  }

  /**
   * Reverses all filters, the last one first.
   *
   * @param skipped one bit for each filter that was not applied to this chunk
   * @param size the size of the result in bytes
   */
  static byte[] undo(
      CheckedFileBytes bytes,
      List<ChunkFilter> filters,
      long skipped,
      int start,
      int stored,
      int size)
      throws FileFormatException {
    byte[] data = Arrays.copyOfRange(bytes.array(), start, start + stored);
    for (int i = filters.size() - 1; i >= 0; i--) {
      if ((skipped >> i & 1) == 0) {
        data = filters.get(i).undoOne(bytes, data, size);
      }
    }
    if (data.length < size) {
      throw bytes.damaged("a chunk of " + size + " bytes has only " + data.length);
    }
    return data;
  }

  private byte[] undoOne(CheckedFileBytes bytes, byte[] data, int size) throws FileFormatException {
    return switch (id) {
      case DEFLATE -> inflate(bytes, data, size + CHECKSUM_BYTES);
      case SHUFFLE -> unshuffle(data);
      default -> checked(bytes, data);
    };
  }

  /** Decompresses at most a number of bytes and ignores the rest. */
  private static byte[] inflate(CheckedFileBytes bytes, byte[] data, int most)
      throws FileFormatException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(data);
      byte[] out = new byte[most];
      int filled = 0;
      while (!inflater.finished() && filled < most) {
        int more = inflater.inflate(out, filled, most - filled);
        if (more == 0) {
          throw bytes.damaged("a compressed chunk ends too early");
        }
        filled += more;
      }
      return Arrays.copyOf(out, filled);
    } catch (DataFormatException e) {
      FileFormatException problem = bytes.damaged("a compressed chunk cannot be unpacked");
      problem.initCause(e);
      throw problem;
    } finally {
      inflater.end();
    }
  }

  /**
   * Reverses the shuffle filter, which stores the first bytes of all elements, then the second
   * bytes, and so on.
   */
  private byte[] unshuffle(byte[] data) {
    int width = parameter;
    if (width <= 1 || width > data.length) {
      return data;
    }
    int count = data.length / width;
    byte[] out = data.clone();
    for (int place = 0; place < width; place++) {
      for (int i = 0; i < count; i++) {
        out[i * width + place] = data[place * count + i];
      }
    }
    return out;
  }

  /** Verifies the checksum and returns the bytes before it. */
  private static byte[] checked(CheckedFileBytes bytes, byte[] data) throws FileFormatException {
    int length = data.length - CHECKSUM_BYTES;
    if (length < 0) {
      throw bytes.damaged("a chunk without its checksum");
    }
    int stored = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).getInt(length);
    int found = Hdf5Checksums.fletcher32(data, length);
    if (stored != found && stored != Hdf5Checksums.swappedHalves(found)) {
      throw bytes.damaged("the checksum of a chunk is wrong");
    }
    return Arrays.copyOf(data, length);
  }
}
