package dev.braid.internal.random;

import java.util.SplittableRandom;

/** The only source of seeds, so that {@code setRandomSeed} makes a run repeatable. */
public final class Seeds {
  private static SplittableRandom source = new SplittableRandom();
  private static long upcoming = source.nextLong();

  private Seeds() {}

  /** Restarts the sequence of seeds. */
  public static synchronized void set(long seed) {
    source = new SplittableRandom(seed);
    upcoming = source.nextLong();
  }

  public static synchronized long next() {
    long seed = upcoming;
    upcoming = source.nextLong();
    return seed;
  }

  /** The seed that {@link #next} will give, without taking it. */
  public static synchronized long peek() {
    return upcoming;
  }

  /** Mixes a seed with a number, so that steps and layers have separate random values. */
  public static long mix(long seed, long number) {
    long z = seed + 0x9E3779B97F4A7C15L * (number + 1);
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
