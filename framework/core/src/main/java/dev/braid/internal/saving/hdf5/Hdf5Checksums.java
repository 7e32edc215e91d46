package dev.braid.internal.saving.hdf5;

/** The two checksums of HDF5: one for chunks of values, one for headers. */
final class Hdf5Checksums {
  /** The number of 16-bit words that can be added before a 32-bit sum may overflow. */
  private static final int WORDS = 360;

  private static final int ROUND_BYTES = 12;

  private Hdf5Checksums() {}

  /** Computes Fletcher's checksum of the first bytes, in big-endian words of two bytes. */
  static int fletcher32(byte[] bytes, int length) {
    int low = 0;
    int high = 0;
    int at = 0;
    int words = length / 2;
    while (words > 0) {
      int now = Math.min(words, WORDS);
      words -= now;
      for (; now > 0; now--) {
        low += (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
        high += low;
        at += 2;
      }
      low = fold(low);
      high = fold(high);
    }
    if (length % 2 == 1) {
      low += (bytes[at] & 0xff) << 8;
      high += low;
      low = fold(low);
      high = fold(high);
    }
    return fold(high) << 16 | fold(low);
  }

  private static int fold(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }

  /** Swaps the bytes of both halves, as some writers on little-endian machines stored them. */
  static int swappedHalves(int sum) {
    return (sum & 0x00ff00ff) << 8 | sum >>> 8 & 0x00ff00ff;
  }

  /** Computes Jenkins' lookup3 checksum of a range of bytes, which HDF5 uses for headers. */
  static int lookup3(byte[] bytes, int from, int length) {
    int a = 0xdeadbeef + length;
    int b = a;
    int c = a;
    int at = from;
    int left = length;
    for (; left > ROUND_BYTES; left -= ROUND_BYTES, at += ROUND_BYTES) {
      a += word(bytes, at, 4);
      b += word(bytes, at + 4, 4);
      c += word(bytes, at + 8, 4);
      a = a - c ^ Integer.rotateLeft(c, 4);
      c += b;
      b = b - a ^ Integer.rotateLeft(a, 6);
      a += c;
      c = c - b ^ Integer.rotateLeft(b, 8);
      b += a;
      a = a - c ^ Integer.rotateLeft(c, 16);
      c += b;
      b = b - a ^ Integer.rotateLeft(a, 19);
      a += c;
      c = c - b ^ Integer.rotateLeft(b, 4);
      b += a;
    }
    if (left == 0) {
      return c;
    }
    a += word(bytes, at, left);
    b += word(bytes, at + 4, left - 4);
    c += word(bytes, at + 8, left - 8);
    c = (c ^ b) - Integer.rotateLeft(b, 14);
    a = (a ^ c) - Integer.rotateLeft(c, 11);
    b = (b ^ a) - Integer.rotateLeft(a, 25);
    c = (c ^ b) - Integer.rotateLeft(b, 16);
    a = (a ^ c) - Integer.rotateLeft(c, 4);
    b = (b ^ a) - Integer.rotateLeft(a, 14);
    return (c ^ b) - Integer.rotateLeft(b, 24);
  }

  /** Returns up to four bytes as a little-endian number. */
  private static int word(byte[] bytes, int at, int count) {
    int word = 0;
    for (int i = 0; i < Math.min(count, 4); i++) {
      word |= (bytes[at + i] & 0xff) << 8 * i;
    }
    return word;
  }
}
