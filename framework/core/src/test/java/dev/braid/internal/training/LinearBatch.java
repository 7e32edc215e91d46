package dev.braid.internal.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A batch for the linear model: inputs, and a target for each output. */
public final class LinearBatch {
  private final double[] x;
  private final double[][] y;

  public LinearBatch(double[] x, double[][] y) {
    this.x = x;
    this.y = y;
  }

  public double[] x() {
    return x;
  }

  public double[][] y() {
    return y;
  }

  /** Batches of points near lines with gradients 1, 2 …, the last batch smaller. */
  public static List<LinearBatch> batches(int rows, int size, int outputs) {
    Random random = new Random(4);
    List<LinearBatch> batches = new ArrayList<>();
    for (int from = 0; from < rows; from += size) {
      int n = Math.min(size, rows - from);
      double[] x = random.doubles(n, -1, 1).toArray();
      double[][] y = new double[outputs][n];
      for (int k = 0; k < outputs; k++) {
        for (int i = 0; i < n; i++) {
          y[k][i] = (k + 1) * x[i] + 0.5 + 0.1 * random.nextGaussian();
        }
      }
      batches.add(new LinearBatch(x, y));
    }
    return batches;
  }
}
