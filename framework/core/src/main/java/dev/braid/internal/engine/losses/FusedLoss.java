package dev.braid.internal.engine.losses;

import dev.braid.internal.compute.BufferPool;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.ThreadLocalArrays;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.losses.Reduction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Loss and gradient in one pass over the rows; {@link BatchLoss} does the same by the formula. */
final class FusedLoss {
  /** Numbers of rows that are looked at at once, so that they stay in the cache. */
  private static final int BLOCK = 1 << 12;

  private static final ThreadLocalArrays OWN = new ThreadLocalArrays(3);

  private FusedLoss() {}

  /**
   * Folds the rows.
   *
   * @param factor a factor for each row, or null for ones
   */
  static LossValue of(
      RowLoss loss,
      Reduction reduction,
      INDArray target,
      INDArray prediction,
      float[] factor,
      boolean wantsGradient) {
    int width = Math.toIntExact(prediction.size(-1));
    int rows = Math.toIntExact(prediction.length()) / width;
    double[] losses = new double[rows];
    Rows all =
        new Rows(
            loss,
            width,
            Floats.dense(target.castTo(prediction.dataType())),
            Floats.dense(prediction),
            wantsGradient ? BufferPool.take(prediction.shape()) : null,
            factor,
            1 / divisor(reduction, rows, factor));
    Workers.parallelFor(
        rows, GrainSize.LOSS_ELEMENTS.items(width), (low, high) -> all.fold(low, high, losses));
    double total = 0;
    for (double each : losses) {
      total += each;
    }
    return new LossValue(total, wantsGradient ? all.gradient.array() : null);
  }

  /**
   * Rows of predictions.
   *
   * @param gradient takes the gradients, or null
   * @param factor a factor for each row, or null for ones
   * @param share what a row of factor one counts
   */
  private record Rows(
      RowLoss loss,
      int width,
      Floats target,
      Floats prediction,
      Floats gradient,
      float[] factor,
      double share) {
    private float scale(int row) {
      return (float) (factor == null ? share : factor[row] * share);
    }

    /** Writes the loss of each row in [low, high), and its gradient. */
    void fold(int low, int high, double... losses) {
      int step = loss.targets(width);
      int together = Math.max(1, BLOCK / width);
      float[] targets = OWN.get(0, together * step);
      float[] predictions = OWN.get(1, together * width);
      float[] gradients = OWN.get(2, together * width);
      for (int from = low; from < high; from += together) {
        int count = Math.min(together, high - from);
        target.buffer().get(from * step, targets, 0, count * step);
        prediction.buffer().get(from * width, predictions, 0, count * width);
        for (int i = 0; i < count; i++) {
          int at = i * width;
          float scale = scale(from + i);
          losses[from + i] = scale * loss.row(targets, i * step, predictions, at, width, gradients);
          for (int k = at; k < at + width; k++) {
            gradients[k] *= scale;
          }
        }
        if (gradient != null) {
          gradient.buffer().put(from * width, gradients, 0, count * width);
        }
      }
    }
  }

  private static double divisor(Reduction reduction, int rows, float[] factor) {
    return switch (reduction) {
      case SUM, NONE -> 1;
      case SUM_OVER_BATCH_SIZE, MEAN -> rows;
      case MEAN_WITH_SAMPLE_WEIGHT -> factor == null ? rows : sumOrInfinity(factor);
    };
  }

  /** Nothing that counts makes a loss of zero. */
  private static double sumOrInfinity(float[] factor) {
    double sum = 0;
    for (float each : factor) {
      sum += each;
    }
    return sum == 0 ? Double.POSITIVE_INFINITY : sum;
  }
}
