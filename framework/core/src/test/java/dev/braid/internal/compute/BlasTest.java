package dev.braid.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.internal.compute.Blas.Matrix;
import dev.braid.internal.compute.Blas.Product;
import dev.braid.internal.environment.OneDnn;
import java.util.Random;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which library takes a product depends on the CPU, so each is held against a sum. */
class BlasTest {
  private static final int GAP = 3;

  @ParameterizedTest
  @CsvSource({
    "16, 64, 20, false, false, false",
    "16, 64, 20, false, false, true",
    "5, 7, 70, true, false, false",
    "5, 7, 70, false, true, true",
    "33, 9, 2, true, true, true",
    "1, 6, 40, true, false, false",
    "1, 6, 40, false, true, true",
    "2, 1, 1, false, false, false"
  })
  void should_multiply_like_a_sum(
      int rows, int columns, int inner, boolean turnA, boolean turnB, boolean add) {
    check(Product::byOpenBlas, rows, columns, inner, turnA, turnB, add);
    check(Product::run, rows, columns, inner, turnA, turnB, add);
    assumeThat(OneDnn.available()).isTrue();
    check(Product::byOneDnn, rows, columns, inner, turnA, turnB, add);
  }

  /** Whatever came first in this process, a single row also. */
  @Test
  void should_stay_in_the_thread_that_calls() {
    assumeThat(OneDnn.available()).isTrue();

    check(Product::run, 1, 6, 40, false, false, false);

    assertThat(openblas.blas_get_num_threads()).isOne();
  }

  private static void check(
      Consumer<Product> library,
      int rows,
      int columns,
      int inner,
      boolean turnA,
      boolean turnB,
      boolean add) {
    float[][] a = random(rows, inner);
    float[][] b = random(inner, columns);
    float[][] before = random(rows, columns);
    if (!add) {
      before[0][0] = Float.NaN;
    }
    int stride = columns + GAP;
    FloatPointer c = laid(before, false);
    library.accept(
        new Product(
            rows,
            columns,
            inner,
            0.5f,
            new Matrix(laid(a, turnA), (turnA ? rows : inner) + GAP),
            turnA,
            new Matrix(laid(b, turnB), (turnB ? inner : columns) + GAP),
            turnB,
            add,
            new Matrix(c, stride)));
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns; k++) {
        double sum = add ? before[i][k] : 0;
        for (int j = 0; j < inner; j++) {
          sum += 0.5 * a[i][j] * b[j][k];
        }
        assertThat((double) c.get((long) i * stride + k)).isCloseTo(sum, within(1e-5));
      }
      for (int k = columns; k < stride; k++) {
        assertThat(c.get((long) i * stride + k)).isEqualTo(7);
      }
    }
  }

  private static float[][] random(int rows, int columns) {
    Random random = new Random(31L * rows + columns);
    float[][] numbers = new float[rows][columns];
    for (float[] row : numbers) {
      for (int k = 0; k < columns; k++) {
        row[k] = random.nextFloat() - 0.5f;
      }
    }
    return numbers;
  }

  /** Row by row or column by column, with other numbers in between. */
  private static FloatPointer laid(float[][] matrix, boolean turned) {
    int rows = turned ? matrix[0].length : matrix.length;
    int columns = turned ? matrix.length : matrix[0].length;
    FloatPointer place = new FloatPointer((long) rows * (columns + GAP));
    for (int i = 0; i < rows; i++) {
      for (int k = 0; k < columns + GAP; k++) {
        float number = k >= columns ? 7 : turned ? matrix[k][i] : matrix[i][k];
        place.put((long) i * (columns + GAP) + k, number);
      }
    }
    return place;
  }
}
