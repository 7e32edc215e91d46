package dev.braid.fuzz;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes at one to four positions, reproducibly. */
final class ByteMutation {
  private static final int EDITS = 4;
  private static final int STRETCH = 256;
  private static final byte[][] EXTREMES = {
    {0, 0, 0, 0},
    {-1, -1, -1, -1},
    {-1, -1, -1, 127},
    {127, -1, -1, -1},
    {0, 0, 0, -128},
    {-128, 0, 0, 0},
    {0, 0, 0, 64},
    {64, 0, 0, 0},
    {-1, -1, -1, -1, -1, -1, -1, 127}
  };

  private ByteMutation() {}

  static byte[] apply(byte[] real, Random random) {
    byte[] bytes = real.clone();
    for (int edits = 1 + random.nextInt(EDITS); edits > 0; edits--) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return new byte[] {(byte) random.nextInt(256)};
    }
    int at = random.nextInt(bytes.length);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(STRETCH));
    switch (random.nextInt(10)) {
      case 0, 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) random.nextInt(256);
      case 3 -> {
        byte[] extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        System.arraycopy(extreme, 0, bytes, at, Math.min(extreme.length, bytes.length - at));
      }
      case 4 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
      case 5 ->
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
      case 6 -> {
        // copies a number of the file to another position, which creates cyclic addresses
        byte[] near = {(byte) random.nextInt(256), (byte) random.nextInt(256), 0, 0};
        System.arraycopy(near, 0, bytes, at, Math.min(near.length, bytes.length - at));
      }
      case 7 -> {
        return joined(bytes, 0, at, bytes, at + length, bytes.length);
      }
      case 8 -> {
        byte[] twice = joined(bytes, 0, at + length, bytes, at, at + length);
        return joined(twice, 0, twice.length, bytes, at + length, bytes.length);
      }
      default -> {
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  private static byte[] joined(byte[] a, int fromA, int toA, byte[] b, int fromB, int toB) {
    byte[] joined = new byte[toA - fromA + toB - fromB];
    System.arraycopy(a, fromA, joined, 0, toA - fromA);
    System.arraycopy(b, fromB, joined, toA - fromA, toB - fromB);
    return joined;
  }
}
