package dev.braid.engine.fast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class GemmTest {
  /** One thread, several threads, and strips of a matrix that comes from memory. */
  @ParameterizedTest
  @CsvSource({"70, 30", "9000, 300", "150001, 60", "5000, 1700"})
  void should_multiply_one_row_like_a_sum(int inner, int columns) {
    Floats x = random(1, inner);
    Floats w = random(inner, columns);
    Floats bias = random(1, columns);
    Floats out = Floats.of(Nd4j.create(DataType.FLOAT, 1, columns));
    Gemm.affine(1, columns, inner, x, w, bias, true, out);
    float[] factors = x.toHeap();
    double[] sums = new double[columns];
    float[] row = new float[columns];
    for (int i = 0; i < inner; i++) {
      w.buffer().get(i * columns, row);
      for (int k = 0; k < columns; k++) {
        sums[k] += (double) factors[i] * row[k];
      }
    }
    float[] found = out.toHeap();
    for (int k = 0; k < columns; k++) {
      double expected = Math.max(0, sums[k] + bias.toHeap()[k]);
      assertThat((double) found[k]).isCloseTo(expected, within(1e-5 * Math.sqrt(inner)));
    }
  }

  private static Floats random(int rows, int columns) {
    Random random = new Random(rows + columns);
    float[] numbers = new float[rows * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextFloat() - 0.5f;
    }
    return Floats.of(Nd4j.createFromArray(numbers).reshape('c', rows, columns));
  }
}
