package dev.braid.internal.engine.kernels;

import dev.braid.internal.random.Seeds;

/**
 * The random numbers of one draw, each of which is computed without those before it.
 *
 * <p>They are those of a {@link java.util.SplittableRandom}: its state grows by a constant with
 * each number, and a number is a hash of the state alone (Steele, Lea and Flood, Fast Splittable
 * Pseudorandom Number Generators, OOPSLA 2014). So element i has the state {@code seed + (i + 1)
 * STEP}, threads draw parts of an array in any order, and the loop is vectorized; the results are
 * those of the portable formula, which draws one number after the other.
 */
public final class RandomDraws {
  private static final long STEP = 0x9e3779b97f4a7c15L;
  private static final long MIX_1 = 0x62a9d9ed799705f5L;
  private static final long MIX_2 = 0xcb24d0a5c88c35b3L;

  private final long seed;

  private RandomDraws(long seed) {
    this.seed = seed;
  }

  /** The first draw of {@link CallScope} in this call, given the seed of a layer or null. */
  public static RandomDraws first(KernelCall call, Long own) {
    return of(call, own, 0);
  }

  /** The draw of {@link CallScope} after the given number of draws of this call. */
  public static RandomDraws of(KernelCall call, Long own, long draws) {
    return new RandomDraws(seed(call, own, draws));
  }

  /** The seed of a draw of a call, counted from 0. */
  static long seed(KernelCall call, Long own, long draw) {
    return Seeds.mix(own == null ? call.seed() : Seeds.mix(call.seed(), own), draw);
  }

  /**
   * Writes {@code kept} where the uniform number of an element is at least {@code rate}, else 0.
   *
   * @param from the index of the first element
   */
  public void dropoutFactors(int from, double rate, float kept, float[] to, int length) {
    int limit = (int) Math.ceil((float) rate * 0x1.0p24);
    for (int i = 0; i < length; i++) {
      long z = seed + (from + i + 1L) * STEP;
      z = (z ^ (z >>> 33)) * MIX_1;
      z = (z ^ (z >>> 28)) * MIX_2;
      to[i] = (int) (z >>> 40) >= limit ? kept : 0;
    }
  }
}
