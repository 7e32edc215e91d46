package dev.braid.internal.random;

import java.util.SplittableRandom;

/** The one source of seeds, so that {@code setRandomSeed} makes a whole run repeat. */
public final class Seeds {
  private static SplittableRandom source = new SplittableRandom();
  private static long upcoming = source.nextLong();

  private Seeds() {}

  /** Starts the sequence of seeds anew. */
  public static synchronized void set(long seed) {
    source = new SplittableRandom(seed);
    upcoming = source.nextLong();
  }

  public static synchronized long next() {
    long seed = upcoming;
    upcoming = source.nextLong();
    return seed;
  }

  /** The seed that {@link #next} will give, for those who do not know yet whether they take it. */
  public static synchronized long peek() {
    return upcoming;
  }

  /** Mixes a seed with a number, so that steps and layers have chance of their own. */
  public static long mix(long seed, long number) {
    long z = seed + 0x9E3779B97F4A7C15L * (number + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
