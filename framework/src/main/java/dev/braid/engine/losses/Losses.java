package dev.braid.engine.losses;

import dev.braid.Loss;
import dev.braid.ops.ArrayMath;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Folds a loss over a batch as Keras does. */
public final class Losses {
  private static final double EPSILON = 1e-7;

  private Losses() {}

  /**
   * The mean loss.
   *
   * @param weights (samples) or (samples, steps), or null
   * @param mask 1 where a step counts, shaped like the loss or with fewer axes, or null
   * @param slope whether the gradient is wanted
   */
  public static LossValue value(
      Loss loss,
      INDArray target,
      INDArray prediction,
      INDArray weights,
      INDArray mask,
      boolean slope) {
    Tape tape = slope ? new Tape() : null;
    Value guess = slope ? tape.variable(prediction) : Value.constant(prediction);
    Value each = loss.values(Value.constant(target), guess);
    INDArray factor = factor(each, weights, mask);
    Value total = factor == null ? each.mean() : each.multiply(factor).mean();
    if (!slope) {
      return new LossValue(total.array().getDouble(0), null);
    }
    total.addGradient(Nd4j.ones(prediction.dataType(), total.shape()));
    tape.backward();
    return new LossValue(total.array().getDouble(0), guess.gradient());
  }

  /** Weights still divide by the count; masks divide by the number of valid ones. */
  private static INDArray factor(Value each, INDArray weights, INDArray mask) {
    INDArray factor = weights == null ? null : alike(weights, each);
    if (mask == null) {
      return factor;
    }
    INDArray valid = alike(mask, each);
    double share = valid.length() / (valid.sumNumber().doubleValue() + EPSILON);
    INDArray scaled = valid.mul(share);
    return factor == null ? scaled : ArrayMath.multiply(factor, scaled);
  }

  /** The same numbers with as many axes as the losses have. */
  private static INDArray alike(INDArray array, Value each) {
    INDArray typed =
        array.dataType() == each.dataType() ? array : array.castTo(each.dataType());
    long[] shape = new long[each.rank()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = i < array.rank() ? array.size(i) : 1;
    }
    return typed.reshape('c', shape);
  }
}
