package dev.braid.internal.compute;

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

  /** In one part and in several, of sizes that blocks don't fit into. */
  @ParameterizedTest
  @CsvSource({
    "128, 512, 784",
    "512, 130, 128",
    "3, 40, 70000",
    "70001, 40, 3",
    "33, 65, 2111",
    "30, 50, 70"
  })
  void should_multiply_like_sums(int rows, int columns, int inner) {
    float[] a = Numbers.whole((long) rows * inner, 1);
    float[] b = Numbers.whole((long) inner * columns, 2);
    float[] before = Numbers.whole((long) rows * columns, 3);
    float[] sums = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < inner; j++) {
        for (int k = 0; k < columns; k++) {
          sums[i * columns + k] += a[i * inner + j] * b[j * columns + k];
        }
      }
    }
    for (int way = 0; way < 8; way++) {
      boolean turnA = (way & 1) > 0;
      boolean turnB = (way & 2) > 0;
      boolean add = (way & 4) > 0;
      Floats out = Numbers.of(before.clone(), rows, columns);
      Gemm.product(
          turnA,
          turnB,
          rows,
          columns,
          inner,
          turnA ? turned(a, rows) : Numbers.of(a, rows, inner),
          turnB ? turned(b, inner) : Numbers.of(b, inner, columns),
          add,
          out);
      float[] expected = sums.clone();
      if (add) {
        VectorizedLoops.add(expected, before, expected.length);
      }
      assertThat(out.toHeap()).isEqualTo(expected);
    }
  }

  private static Floats turned(float[] matrix, int rows) {
    int columns = matrix.length / rows;
    float[] turned = new float[matrix.length];
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        turned[k * rows + i] = matrix[i * columns + k];
      }
    }
    return Numbers.of(turned, columns, rows);
  }

  @ParameterizedTest
  @CsvSource({"128, 512, 784, true", "70001, 40, 3, false", "33, 65, 2111, true"})
  void should_add_a_bias_to_each_row_and_cut_at_zero(
      int rows, int columns, int inner, boolean relu) {
    Floats x = Numbers.of(Numbers.whole((long) rows * inner, 1), rows, inner);
    Floats w = Numbers.of(Numbers.whole((long) inner * columns, 2), inner, columns);
    float[] bias = Numbers.whole(columns, 3);
    Floats product = Numbers.none(rows, columns);
    Floats out = Numbers.none(rows, columns);

    Gemm.product(false, false, rows, columns, inner, x, w, false, product);
    Gemm.affine(rows, columns, inner, x, w, Numbers.of(bias, columns), relu, out);

    float[] expected = product.toHeap();
    for (int i = 0; i < expected.length; i++) {
      float sum = expected[i] + bias[i % columns];
      expected[i] = relu ? Math.max(0, sum) : sum;
    }
    assertThat(out.toHeap()).isEqualTo(expected);
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
