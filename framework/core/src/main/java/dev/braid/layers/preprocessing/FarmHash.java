package dev.braid.layers.preprocessing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * FarmHash's 64-bit fingerprint of a text's bytes, from which Keras derives one of several ids for
 * unknown texts.
 */
final class FarmHash {
  private static final long K0 = 0xc3a5c85c97cb3127L;
  private static final long K1 = 0xb492b66fbe98f273L;
  private static final long K2 = 0x9ae16a3b2f90404fL;

  private static final long CAT = 0xc6a4a7935bd1e995L;

  private final ByteBuffer bytes;
  private final int length;

  private FarmHash(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.length = bytes.length;
  }

  static long of(String text) {
    FarmHash print = new FarmHash(text.getBytes(StandardCharsets.UTF_8));
    if (print.length <= 16) {
      return print.upTo16();
    }
    if (print.length <= 32) {
      return print.upTo32();
    }
    return print.length <= 64 ? print.upTo64() : print.longer();
  }

  /** Combines a fingerprint with another one, as TensorFlow does for crossed features. */
  static long combined(long first, long second) {
    long result = (first ^ CAT ^ mixed(second * CAT) * CAT) * CAT;
    return mixed(mixed(result) * CAT);
  }

  private long word(int at) {
    return bytes.getLong(at);
  }

  private long half(int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }

  private static long mixed(long value) {
    return value ^ (value >>> 47);
  }

  private static long rotated(long value, int by) {
    return Long.rotateRight(value, by);
  }

  private static long joined(long u, long v, long factor) {
    long a = mixed((u ^ v) * factor);
    return mixed((v ^ a) * factor) * factor;
  }

  private long upTo16() {
    long factor = K2 + length * 2L;
    if (length >= 8) {
      long a = word(0) + K2;
      long b = word(length - 8);
      long c = rotated(b, 37) * factor + a;
      long d = (rotated(a, 25) + b) * factor;
      return joined(c, d, factor);
    }
    if (length >= 4) {
      return joined(length + (half(0) << 3), half(length - 4), factor);
    }
    if (length > 0) {
      int first = bytes.get(0) & 0xff;
      int middle = bytes.get(length >> 1) & 0xff;
      int last = bytes.get(length - 1) & 0xff;
      long y = first + ((long) middle << 8);
      long z = length + ((long) last << 2);
      return mixed(y * K2 ^ z * K0) * K2;
    }
    return K2;
  }

  private long upTo32() {
    long factor = K2 + length * 2L;
    long a = word(0) * K1;
    long b = word(8);
    long c = word(length - 8) * factor;
    long d = word(length - 16) * K2;
    return joined(rotated(a + b, 43) + rotated(c, 30) + d, a + rotated(b + K2, 18) + c, factor);
  }

  private long upTo64() {
    long factor = K2 + length * 2L;
    long a = word(0) * K2;
    long b = word(8);
    long c = word(length - 8) * factor;
    long d = word(length - 16) * K2;
    long y = rotated(a + b, 43) + rotated(c, 30) + d;
    long z = joined(y, a + rotated(b + K2, 18) + c, factor);
    long e = word(16) * factor;
    long f = word(24);
    long g = (y + word(length - 32)) * factor;
    long h = (z + word(length - 24)) * factor;
    return joined(rotated(e + f, 43) + rotated(g, 30) + h, e + rotated(f + a, 18) + g, factor);
  }

  /** Hashes 32 bytes with two seeds into two values. */
  private long[] weak(int at, long a, long b) {
    long x = a + word(at);
    long y = rotated(b + x + word(at + 24), 21);
    long z = x + word(at + 8) + word(at + 16);
    return new long[] {z + word(at + 24), y + rotated(z, 44) + x};
  }

  private long longer() {
    long seed = 81;
    long x = seed;
    long y = seed * K1 + 113;
    long z = mixed(y * K2 + 113) * K2;
    long[] v = {0, 0};
    long[] w = {0, 0};
    x = x * K2 + word(0);
    int end = (length - 1) / 64 * 64;
    int last = length - 64;
    for (int at = 0; at < end; at += 64) {
      x = rotated(x + y + v[0] + word(at + 8), 37) * K1;
      y = rotated(y + v[1] + word(at + 48), 42) * K1;
      x ^= w[1];
      y += v[0] + word(at + 40);
      z = rotated(z + w[0], 33) * K1;
      v = weak(at, v[1] * K1, x + w[0]);
      w = weak(at + 32, z + w[1], y + word(at + 16));
      long swapped = z;
      z = x;
      x = swapped;
    }
    long factor = K1 + ((z & 0xff) << 1);
    w[0] += (length - 1) & 63;
    v[0] += w[0];
    w[0] += v[0];
    x = rotated(x + y + v[0] + word(last + 8), 37) * factor;
    y = rotated(y + v[1] + word(last + 48), 42) * factor;
    x ^= w[1] * 9;
    y += v[0] * 9 + word(last + 40);
    z = rotated(z + w[0], 33) * factor;
    v = weak(last, v[1] * factor, x + w[0]);
    w = weak(last + 32, z + w[1], y + word(last + 16));
    return joined(
        joined(v[0], w[0], factor) + mixed(y) * K0 + x, joined(v[1], w[1], factor) + z, factor);
  }
}
