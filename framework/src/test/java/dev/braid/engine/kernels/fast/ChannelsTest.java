package dev.braid.engine.kernels.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.braid.engine.fast.Floats;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4j;

class ChannelsTest {
  /** In one thread and in all; rows that fill a block, share one and are longer than one. */
  @ParameterizedTest
  @CsvSource({"3, 5", "1, 70", "40001, 3", "700, 512", "90, 1000", "65536, 1"})
  void should_add_up_each_channel(int rows, int channels) {
    Random random = new Random(rows);
    float[] numbers = new float[rows * channels];
    double[] expected = new double[channels];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat();
      expected[i % channels] += numbers[i];
    }
    Floats matrix = Floats.of(Nd4j.createFromArray(numbers).reshape('c', rows, channels));

    float[] sums = Channels.sums(matrix, rows, channels);

    assertThat(sums).hasSize(channels);
    for (int k = 0; k < channels; k++) {
      assertThat((double) sums[k]).isCloseTo(expected[k], within(1e-5 * rows));
    }
    assertThat(Channels.sums(matrix, rows, channels)).isEqualTo(sums);
  }
}
