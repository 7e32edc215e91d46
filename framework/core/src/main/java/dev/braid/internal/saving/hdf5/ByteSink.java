package dev.braid.internal.saving.hdf5;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing little-endian byte buffer in which addresses can be filled in later. */
final class ByteSink {
  private byte[] bytes = new byte[1 << 12];
  private int size;

  int position() {
    return size;
  }

  byte[] toArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Appends zeros and returns their offset. */
  int reserve(int count) {
    int start = size;
    long required = (long) size + count;
    if (required > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("an HDF5 file of more than 2 GiB cannot be written");
    }
    if (required > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16, required * 3 / 2));
    }
    size = (int) required;
    return start;
  }

  ByteSink u8(int value) {
    return number(value, 1);
  }

  ByteSink u16(int value) {
    return number(value, 2);
  }

  ByteSink u32(int value) {
    return number(value, 4);
  }

  ByteSink u64(long value) {
    return number(value, 8);
  }

  private ByteSink number(long value, int width) {
    int at = reserve(width);
    for (int i = 0; i < width; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
    return this;
  }

  /** Fills in an address at an earlier offset. */
  void putU64(int at, long value) {
    for (int i = 0; i < 8; i++) {
      bytes[at + i] = (byte) (value >> (8 * i));
    }
  }

  ByteSink ascii(String text) {
    return raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  ByteSink raw(byte[] more) {
    int at = reserve(more.length);
    System.arraycopy(more, 0, bytes, at, more.length);
    return this;
  }

  ByteSink zeros(int count) {
    reserve(count);
    return this;
  }

  /** Appends zeros up to the next multiple of eight. */
  ByteSink align() {
    return zeros((8 - size % 8) % 8);
  }
}
