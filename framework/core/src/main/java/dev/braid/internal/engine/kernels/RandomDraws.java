package dev.braid.internal.engine.kernels;

import dev.braid.internal.random.Seeds;

/**
 * The random numbers of one draw, each of which is computed independently of the others.
 *
 * <p>They are those of a {@link java.util.SplittableRandom}: its state grows by a constant with
 * each number, and a number is a hash of the state alone (Steele, Lea and Flood, Fast Splittable
 * Pseudorandom Number Generators, OOPSLA 2014). So element i has the state {@code seed + (i + 1)
 * STEP}, threads can draw ranges of an array in any order, and the loop is vectorized. The results
 * equal those of the portable formula, which draws sequentially.
 */
public final class RandomDraws {
  private static final long STEP = 0x9e3779b97f4a7c15L;
  private static final long MIX_1 = 0x62a9d9ed799705f5L;
  private static final long MIX_2 = 0xcb24d0a5c88c35b3L;

  private final long seed;

  private RandomDraws(long seed) {
    this.seed = seed;
  }

  /** Returns the first draw of {@link CallScope} in this call, for a layer's seed or null. */
  public static RandomDraws first(KernelCall call, Long layerSeed) {
    return of(call, layerSeed, 0);
  }

  /** Returns the draw of {@link CallScope} after a number of draws of this call. */
  public static RandomDraws of(KernelCall call, Long layerSeed, long draws) {
    return new RandomDraws(seed(call, layerSeed, draws));
  }

  /** Returns the seed of a draw of a call, counted from 0. */
  static long seed(KernelCall call, Long layerSeed, long draw) {
    return Seeds.mix(layerSeed == null ? call.seed() : Seeds.mix(call.seed(), layerSeed), draw);
  }

  /**
   * Writes {@code scale} for elements whose uniform number is at least {@code rate}, otherwise 0.
   *
   * @param from the index of the first element
   */
  public void dropoutFactors(int from, double rate, float scale, float[] to, int length) {
    int limit = (int) Math.ceil((float) rate * 0x1.0p24);
    for (int i = 0; i < length; i++) {
      long z = seed + (from + i + 1L) * STEP;
      z = (z ^ (z >>> 33)) * MIX_1;
      z = (z ^ (z >>> 28)) * MIX_2;
      to[i] = (int) (z >>> 40) >= limit ? scale : 0;
    }
  }
}
