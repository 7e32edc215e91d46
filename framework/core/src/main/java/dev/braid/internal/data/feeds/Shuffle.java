package dev.braid.internal.data.feeds;

import java.util.SplittableRandom;

/** Shuffles arrays. */
public final class Shuffle {
  private Shuffle() {}

  /** Shuffles an array in place by the Fisher-Yates algorithm. */
  public static void inPlace(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int value = order[i];
      order[i] = order[other];
      order[other] = value;
    }
  }
}
