package dev.braid.initializers;

import dev.braid.config.Config;
import dev.braid.internal.shapes.Sizes;
import java.util.random.RandomGenerator;

/** A random matrix whose rows or columns, whichever are fewer, are orthogonal. */
public final class Orthogonal extends RandomInitializer<Orthogonal> {
  private final double gain;

  public Orthogonal() {
    this(1);
  }

  public Orthogonal(double gain) {
    this.gain = gain;
  }

  static Orthogonal read(Config config) {
    return new Orthogonal(config.number("gain", 1)).seeded(config.get("seed"));
  }

  @Override
  float[] draw(long[] shape, RandomGenerator random) {
    if (shape.length < 2) {
      throw WeightShapes.refused("Orthogonal", "at least two axes", shape);
    }
    int columns = Math.toIntExact(shape[shape.length - 1]);
    int rows = Math.toIntExact(Sizes.product(shape, 0, shape.length - 1));
    double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
    float[] values = new float[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double value = rows < columns ? vectors[i][j] : vectors[j][i];
        values[i * columns + j] = (float) (gain * value);
      }
    }
    return values;
  }

  /**
   * Random vectors that are orthogonalized one after another, which draws all rotations uniformly.
   */
  private static double[][] orthonormal(int count, int length, RandomGenerator random) {
    double[][] vectors = new double[count][length];
    for (int k = 0; k < count; k++) {
      double[] vector = vectors[k];
      for (int i = 0; i < length; i++) {
        vector[i] = random.nextGaussian();
      }
      for (int other = 0; other < k; other++) {
        double along = dot(vector, vectors[other]);
        for (int i = 0; i < length; i++) {
          vector[i] -= along * vectors[other][i];
        }
      }
      double norm = Math.sqrt(dot(vector, vector));
      for (int i = 0; i < length; i++) {
        vector[i] /= norm;
      }
    }
    return vectors;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  void describe(Config config) {
    config.put("gain", gain);
  }
}
