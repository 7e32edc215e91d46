package dev.braid.internal.engine.kernels.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.braid.internal.compute.Floats;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class ChannelLoopsTest {
  /**
   * In one thread and in all; rows that fill a block, share one and are longer than one. Sums of
   * small integers are exact.
   */
  @ParameterizedTest
  @CsvSource({"3, 5", "1, 70", "40001, 3", "700, 512", "90, 1000", "65536, 1"})
  void should_add_up_each_channel(int rows, int channels) {
    Random random = new Random(rows);
    float[] numbers = new float[rows * channels];
    float[] expected = new float[channels];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextInt(1, 9);
      expected[i % channels] += numbers[i];
    }
    Floats matrix = Floats.of(Nd4j.createFromArray(numbers).reshape('c', rows, channels));

    assertThat(ChannelLoops.sums(matrix, rows, channels)).isEqualTo(expected);
  }
}
