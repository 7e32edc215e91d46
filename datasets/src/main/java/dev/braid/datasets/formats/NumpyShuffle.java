package dev.braid.datasets.formats;

import java.util.Arrays;

/**
 * The order of NumPy's {@code RandomState(seed).shuffle}.
 *
 * <p>Keras splits some data sets by it; with the same order the parts equal Keras'. Random numbers
 * are from a Mersenne Twister, MT19937.
 */
public final class NumpyShuffle {
  private static final int STATE = 624;
  private static final int MIDDLE = 397;

  private final int[] state = new int[STATE];
  private int next = STATE;

  public NumpyShuffle(int seed) {
    state[0] = seed;
    for (int i = 1; i < STATE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }
  }

  /** The source row of each new row; another order with every call. */
  public int[] order(int count) {
    int[] order = new int[count];
    Arrays.setAll(order, row -> row);
    for (int i = count - 1; i > 0; i--) {
      int other = upTo(i);
      int held = order[i];
      order[i] = order[other];
      order[other] = held;
    }
    return order;
  }

  /** Draws a number from 0 to {@code most}, repeating until one fits. */
  private int upTo(int most) {
    int mask = (Integer.highestOneBit(most) << 1) - 1;
    int value = draw() & mask;
    while (value > most) {
      value = draw() & mask;
    }
    return value;
  }

  private int draw() {
    if (next == STATE) {
      twist();
    }
    int value = state[next++];
    value ^= value >>> 11;
    value ^= value << 7 & 0x9d2c5680;
    value ^= value << 15 & 0xefc60000;
    return value ^ value >>> 18;
  }

  private void twist() {
    for (int i = 0; i < STATE; i++) {
      int mixed = (state[i] & 0x80000000) | (state[(i + 1) % STATE] & 0x7fffffff);
      int other = state[(i + MIDDLE) % STATE];
      state[i] = other ^ mixed >>> 1 ^ ((mixed & 1) == 0 ? 0 : 0x9908b0df);
    }
    next = 0;
  }
}
