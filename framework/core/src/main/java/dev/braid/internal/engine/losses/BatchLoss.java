package dev.braid.internal.engine.losses;

import dev.braid.Loss;
import dev.braid.internal.compute.ArrayMath;
import dev.braid.internal.compute.Floats;
import dev.braid.internal.environment.ExecutionPolicy;
import dev.braid.losses.Reduction;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reduces a loss over a batch as Keras does. */
public final class BatchLoss {
  private final Loss loss;

  /** The loss computed row by row in one pass, or null if only its formula is available. */
  private final RowLoss rows;

  public BatchLoss(Loss loss, ExecutionPolicy policy) {
    this.loss = loss;
    this.rows = policy.fastKernels() ? RowLoss.of(loss) : null;
  }

  /**
   * Computes the loss of a batch and its gradient.
   *
   * @param weights (samples) or (samples, steps), or null
   * @param mask 1 for a valid step, 0 for a masked one, with the axes of the loss or fewer; or null
   * @param withGradient whether the gradient is required
   */
  public LossValue of(
      INDArray target, INDArray prediction, INDArray weights, INDArray mask, boolean withGradient) {
    if (isRowwise(target, prediction)) {
      float[] each = rowFactors(loss.reduction(), prediction, weights, mask);
      return FusedLoss.of(rows, loss.reduction(), target, prediction, each, withGradient);
    }
    Tape tape = withGradient ? new Tape() : null;
    Value predictedValue = withGradient ? tape.variable(prediction) : Value.constant(prediction);
    Value targetValue = Value.constant(typed(target, prediction));
    Value each = loss.values(targetValue, predictedValue);
    Value counted = loss.counted(targetValue, each);
    INDArray valid = product(mask, counted == null ? null : counted.array(), each);
    Value total = reduce(loss.reduction(), each, factor(loss.reduction(), each, weights, valid));
    double value = total.array().getDouble(0);
    if (loss.reduction() == Reduction.NONE) {
      value /= Math.max(1, each.array().length());
    }
    if (!withGradient) {
      return new LossValue(value, null);
    }
    total.addGradient(Nd4j.ones(prediction.dataType(), total.shape()));
    tape.backward();
    return new LossValue(value, predictedValue.gradient());
  }

  private boolean isRowwise(INDArray target, INDArray prediction) {
    if (rows == null
        || loss.reduction() == Reduction.NONE
        || prediction.rank() < 2
        || !Floats.supports(prediction.dataType(), prediction.length())) {
      return false;
    }
    int width = Math.toIntExact(prediction.size(-1));
    return target.length() == prediction.length() / width * rows.targets(width);
  }

  /** Returns weights and mask as a factor for each row of predictions, or null for ones. */
  private static float[] rowFactors(
      Reduction reduction, INDArray prediction, INDArray weights, INDArray mask) {
    if (weights == null && mask == null) {
      return null;
    }
    long[] shape = Arrays.copyOf(prediction.shape(), prediction.rank() - 1);
    Value each = Value.constant(ArrayMath.empty(prediction.dataType(), shape));
    INDArray valid = product(mask, null, each);
    return Floats.copy(broadcast(factor(reduction, each, weights, valid), each));
  }

  private static Value reduce(Reduction reduction, Value each, INDArray factor) {
    Value weighted = factor == null ? each : each.multiply(factor);
    return switch (reduction) {
      case SUM, NONE -> weighted.sum();
      case SUM_OVER_BATCH_SIZE, MEAN -> weighted.mean();
      case MEAN_WITH_SAMPLE_WEIGHT -> {
        double sum =
            factor == null
                ? each.array().length()
                : broadcast(factor, each).sumNumber().doubleValue();
        yield sum == 0 ? weighted.sum().multiply(0) : weighted.sum().divide(sum);
      }
    };
  }

  /** Weighted means divide by the count, masked ones by the number of valid elements. */
  private static INDArray factor(
      Reduction reduction, Value each, INDArray weights, INDArray valid) {
    INDArray factor = weights == null ? null : aligned(weights, each);
    if (valid == null) {
      return factor;
    }
    INDArray scaled = valid;
    if (reduction == Reduction.SUM_OVER_BATCH_SIZE || reduction == Reduction.MEAN) {
      double count = valid.sumNumber().doubleValue();
      scaled = valid.mul(count == 0 ? 0 : valid.length() / count);
    }
    return factor == null ? scaled : ArrayMath.multiply(factor, scaled);
  }

  private static INDArray product(INDArray mask, INDArray counted, Value each) {
    if (mask == null || counted == null) {
      INDArray single = mask == null ? counted : mask;
      return single == null ? null : aligned(single, each);
    }
    return ArrayMath.multiply(aligned(mask, each), aligned(counted, each));
  }

  private static INDArray broadcast(INDArray factor, Value each) {
    return ArrayMath.add(each.zeros().array(), factor);
  }

  private static INDArray typed(INDArray array, INDArray like) {
    return array.dataType() == like.dataType() ? array : array.castTo(like.dataType());
  }

  /** The same elements with as many axes as the losses have. */
  private static INDArray aligned(INDArray array, Value each) {
    if (each.rank() == 0) {
      return typed(array, each.array());
    }
    long[] shape = new long[each.rank()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = i < array.rank() ? array.size(i) : 1;
    }
    return typed(array, each.array()).reshape('c', shape);
  }
}
