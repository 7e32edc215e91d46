package dev.braid.internal.engine.kernels;

import dev.braid.internal.random.Seeds;

/**
 * The numbers of one draw of chance, each of which can be found without those before it.
 *
 * <p>They are those of a {@link java.util.SplittableRandom}: its state grows by a constant, and a
 * number is a mixture of the state alone.
 */
public final class RandomDraws {
  private static final long STEP = 0x9e3779b97f4a7c15L;
  private static final long MIX_1 = 0x62a9d9ed799705f5L;
  private static final long MIX_2 = 0xcb24d0a5c88c35b3L;

  private final long seed;

  private RandomDraws(long seed) {
    this.seed = seed;
  }

  /** What {@link CallScope} draws first in this call, for a layer's own seed or null. */
  public static RandomDraws first(KernelCall call, Long own) {
    return of(call, own, 0);
  }

  /** What {@link CallScope} draws after so many draws of this call. */
  public static RandomDraws of(KernelCall call, Long own, long draws) {
    return new RandomDraws(seed(call, own, draws));
  }

  /** Where draw number {@code draw} of a call starts. */
  static long seed(KernelCall call, Long own, long draw) {
    return Seeds.mix(own == null ? call.seed() : Seeds.mix(call.seed(), own), draw);
  }

  /**
   * Writes {@code open} where the uniform number of an element is at least {@code rate}, else 0.
   *
   * @param from the number of the first element
   */
  public void gates(int from, double rate, float open, float[] to, int length) {
    int limit = (int) Math.ceil((float) rate * 0x1.0p24);
    for (int i = 0; i < length; i++) {
      long z = seed + (from + i + 1L) * STEP;
      z = (z ^ (z >>> 33)) * MIX_1;
      z = (z ^ (z >>> 28)) * MIX_2;
      to[i] = (int) (z >>> 40) >= limit ? open : 0;
    }
  }
}
