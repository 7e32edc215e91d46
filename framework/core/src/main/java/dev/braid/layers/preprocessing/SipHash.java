package dev.braid.layers.preprocessing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** SipHash-2-4 of a text's bytes, a hash with a key, with which Keras salts hashes. */
final class SipHash {
  private long v0;
  private long v1;
  private long v2;
  private long v3;

  private SipHash(long low, long high) {
    v0 = low ^ 0x736f6d6570736575L;
    v1 = high ^ 0x646f72616e646f6dL;
    v2 = low ^ 0x6c7967656e657261L;
    v3 = high ^ 0x7465646279746573L;
  }

  static long of(String text, long low, long high) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int whole = bytes.length & ~7;
    ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    SipHash hash = new SipHash(low, high);
    for (int at = 0; at < whole; at += Long.BYTES) {
      hash.add(words.getLong(at));
    }
    long last = (long) bytes.length << 56;
    for (int i = whole; i < bytes.length; i++) {
      last |= (bytes[i] & 0xffL) << 8 * (i - whole);
    }
    hash.add(last);
    hash.v2 ^= 0xff;
    for (int i = 0; i < 4; i++) {
      hash.round();
    }
    return hash.v0 ^ hash.v1 ^ hash.v2 ^ hash.v3;
  }

  private void add(long word) {
    v3 ^= word;
    round();
    round();
    v0 ^= word;
  }

  private void round() {
    v0 += v1;
    v1 = Long.rotateLeft(v1, 13) ^ v0;
    v0 = Long.rotateLeft(v0, 32);
    v2 += v3;
    v3 = Long.rotateLeft(v3, 16) ^ v2;
    v0 += v3;
    v3 = Long.rotateLeft(v3, 21) ^ v0;
    v2 += v1;
    v1 = Long.rotateLeft(v1, 17) ^ v2;
    v2 = Long.rotateLeft(v2, 32);
  }
}
