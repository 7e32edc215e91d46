package dev.braid.internal.engine.losses;

import dev.braid.internal.compute.BufferPool;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.compute.ThreadLocalArrays;
import dev.braid.internal.threads.GrainSize;
import dev.braid.internal.threads.Workers;
import dev.braid.losses.Reduction;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Loss and gradient in one pass over the rows; {@link BatchLoss} does the same by formula. */
final class FusedLoss {
  /** The number of elements that are processed together, so that they stay in the cache. */
  private static final int BLOCK = 1 << 12;

  private static final ThreadLocalArrays BUFFERS = new ThreadLocalArrays(3);

  private FusedLoss() {}

  /**
   * Reduces the losses of all rows.
   *
   * @param factor a factor for each row, or null for ones
   */
  static LossValue of(
      RowLoss loss,
      Reduction reduction,
      INDArray target,
      INDArray prediction,
      float[] factor,
      boolean withGradient) {
    int width = Math.toIntExact(prediction.size(-1));
    int rows = Math.toIntExact(prediction.length()) / width;
    double[] losses = new double[rows];
    Rows batch =
        new Rows(
            loss,
            width,
            Floats.dense(target.castTo(prediction.dataType())),
            Floats.dense(prediction),
            withGradient ? BufferPool.take(prediction.shape()) : null,
            factor,
            1 / divisor(reduction, rows, factor));
    Workers.parallelFor(
        rows,
        GrainSize.LOSS_ELEMENTS.items(width),
        (low, high) -> batch.compute(low, high, losses));
    double total = 0;
    for (double each : losses) {
      total += each;
    }
    return new LossValue(total, withGradient ? batch.gradient.array() : null);
  }

  /**
   * Rows of predictions.
   *
   * @param gradient the array that receives the gradients, or null
   * @param factor a factor for each row, or null for ones
   * @param unit the scale of a row whose factor is 1
   */
  private record Rows(
      RowLoss loss,
      int width,
      Floats target,
      Floats prediction,
      Floats gradient,
      float[] factor,
      double unit) {
    private float scale(int row) {
      return (float) (factor == null ? unit : factor[row] * unit);
    }

    /** Writes the loss of each row in [low, high), and its gradient. */
    void compute(int low, int high, double... losses) {
      int step = loss.targets(width);
      int rowsPerBlock = Math.max(1, BLOCK / width);
      float[] targets = BUFFERS.get(0, rowsPerBlock * step);
      float[] predictions = BUFFERS.get(1, rowsPerBlock * width);
      float[] gradients = BUFFERS.get(2, rowsPerBlock * width);
      for (int from = low; from < high; from += rowsPerBlock) {
        int count = Math.min(rowsPerBlock, high - from);
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

  /** Returns the sum, or infinity for 0, so that a batch without valid rows has a loss of 0. */
  private static double sumOrInfinity(float[] factor) {
    double sum = 0;
    for (float each : factor) {
      sum += each;
    }
    return sum == 0 ? Double.POSITIVE_INFINITY : sum;
  }
}
