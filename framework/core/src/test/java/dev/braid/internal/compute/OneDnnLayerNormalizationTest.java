package dev.braid.internal.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.braid.internal.environment.OneDnn;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that one thread normalizes, and rows that all share. */
class OneDnnLayerNormalizationTest {
  private static final double EPSILON = 1e-3;

  @BeforeAll
  static void needs() {
    assumeThat(OneDnn.available()).isTrue();
  }

  private static float[] random(int length) {
    Random random = new Random(length);
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = random.nextFloat() * 2 - 0.7f;
    }
    return numbers;
  }

  @ParameterizedTest
  @CsvSource({"5, 8", "2049, 128", "3, 130000", "40001, 16"})
  void should_follow_the_formula(int rows, int columns) {
    float[] x = random(rows * columns);
    float[] gradient = Numbers.whole((long) rows * columns, 1);
    float[] gamma = random(columns);
    float[] beta = random(columns + 1);
    Floats out = Numbers.none(rows, columns);
    Floats back = Numbers.none(rows, columns);
    Floats byGamma = Numbers.none(columns);
    Floats byBeta = Numbers.none(columns);

    OneDnnLayerNormalization normalizer = OneDnnLayerNormalization.of(rows, columns, EPSILON);
    OneDnnLayerNormalization.ForwardState found =
        normalizer.forward(
            Numbers.of(x, rows, columns),
            Numbers.of(gamma, columns),
            Numbers.of(beta, columns + 1),
            out);
    normalizer.backward(found, Numbers.of(gradient, rows, columns), back, byGamma, byBeta);

    double[] atGamma = new double[columns];
    double[] atBeta = new double[columns];
    float[] result = out.toHeap();
    float[] gradients = back.toHeap();
    for (int row = 0; row < rows; row++) {
      int from = row * columns;
      double mean = 0;
      double squares = 0;
      for (int i = 0; i < columns; i++) {
        mean += (double) x[from + i] / columns;
      }
      for (int i = 0; i < columns; i++) {
        squares += Math.pow(x[from + i] - mean, 2) / columns;
      }
      double by = 1 / Math.sqrt(squares + EPSILON);
      double level = 0;
      double tilt = 0;
      for (int i = 0; i < columns; i++) {
        double normal = (x[from + i] - mean) * by;
        atGamma[i] += gradient[from + i] * normal;
        atBeta[i] += gradient[from + i];
        level += gradient[from + i] * (double) gamma[i] / columns;
        tilt += gradient[from + i] * gamma[i] * normal / columns;
        close(result[from + i], normal * gamma[i] + beta[i], 1e-4);
      }
      for (int i = 0; i < columns; i++) {
        double normal = (x[from + i] - mean) * by;
        close(
            gradients[from + i],
            (gradient[from + i] * gamma[i] - level - normal * tilt) * by,
            1e-3);
      }
    }
    float[] ofGamma = byGamma.toHeap();
    float[] ofBeta = byBeta.toHeap();
    for (int i = 0; i < columns; i++) {
      close(ofGamma[i], atGamma[i], 1e-5 * rows + 1e-4);
      close(ofBeta[i], atBeta[i], 0);
    }
  }

  private static void close(double found, double expected, double distance) {
    if (!(Math.abs(found - expected) <= distance)) {
      assertThat(found).isCloseTo(expected, within(distance));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 10", "70, 100", "40001, 33", "2, 300000"})
  void should_find_probabilities(int rows, int columns) {
    float[] x = random(rows * columns);
    float[] gradient = random(rows * columns + 1);
    Floats probabilities = Numbers.of(x.clone(), rows, columns);
    Floats back = Numbers.none(rows, columns);

    RowSoftmax.run(probabilities);
    RowSoftmax.backward(probabilities, Numbers.of(gradient, rows * columns + 1), back);

    float[] found = probabilities.toHeap();
    float[] gradients = back.toHeap();
    for (int from = 0; from < found.length; from += columns) {
      double sum = 0;
      double weighed = 0;
      for (int i = from; i < from + columns; i++) {
        sum += Math.exp(x[i]);
        weighed += gradient[i] * Math.exp(x[i]);
      }
      for (int i = from; i < from + columns; i++) {
        double probability = Math.exp(x[i]) / sum;
        close(found[i], probability, 1e-4 * probability);
        close(gradients[i], probability * (gradient[i] - weighed / sum), 1e-4 * probability);
      }
    }
  }
}
