package dev.braid.engine.losses;

import dev.braid.engine.fast.Floats;
import dev.braid.engine.fast.OwnArrays;
import dev.braid.engine.fast.StepMemory;
import dev.braid.losses.Reduction;
import dev.braid.ops.ArrayMath;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Loss and slope in one pass over the rows; {@link BatchLoss} does the same by the formula. */
final class FusedLoss {
  private static final OwnArrays OWN = new OwnArrays(3);

  private FusedLoss() {}

  /**
   * Folds the rows.
   *
   * @param factor one number a row, or null for ones
   */
  static LossValue of(
      RowLoss loss,
      Reduction reduction,
      INDArray target,
      INDArray prediction,
      float[] factor,
      boolean wantsSlope) {
    int width = Math.toIntExact(prediction.size(-1));
    int length = Math.toIntExact(prediction.length());
    float[] wanted = OWN.copy(0, Floats.of(ArrayMath.dense(target.castTo(prediction.dataType()))));
    float[] guess = OWN.copy(1, Floats.of(ArrayMath.dense(prediction)));
    float[] slope = OWN.get(2, length);
    int rows = length / width;
    int step = loss.targets(width);
    double share = 1 / divisor(reduction, rows, factor);
    double total = 0;
    for (int i = 0; i < rows; i++) {
      double value = loss.row(wanted, i * step, guess, i * width, width, slope);
      float scale = (float) (factor == null ? share : factor[i] * share);
      total += value * scale;
      for (int k = i * width; k < (i + 1) * width; k++) {
        slope[k] *= scale;
      }
    }
    if (!wantsSlope) {
      return new LossValue(total, null);
    }
    Floats out = StepMemory.take(prediction.shape());
    out.buffer().put(0, slope, 0, length);
    return new LossValue(total, out.array());
  }

  private static double divisor(Reduction reduction, int rows, float[] factor) {
    return switch (reduction) {
      case SUM -> 1;
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
