package dev.braid.internal.engine.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomDrawsTest {
  /** The portable kernels draw from the JDK's generator, one number after the other. */
  @Test
  void should_find_the_numbers_of_the_jdk_one_by_one() {
    KernelCall call = new KernelCall(null, null, true, new boolean[0], 4711, new CarriedStates());
    SplittableRandom random = new SplittableRandom(RandomDraws.seed(call, 8L, 0));
    float[] gates = new float[1000];
    RandomDraws.first(call, 8L).dropoutFactors(0, 0.3, 2, gates, 600);
    float[] rest = new float[400];
    RandomDraws.first(call, 8L).dropoutFactors(600, 0.3, 2, rest, 400);
    System.arraycopy(rest, 0, gates, 600, 400);
    for (float gate : gates) {
      float number = (random.nextInt() >>> 8) * 0x1.0p-24f;
      assertThat(gate).isEqualTo(number >= 0.3f ? 2f : 0f);
    }
  }
}
