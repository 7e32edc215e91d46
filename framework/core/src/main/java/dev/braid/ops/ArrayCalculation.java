package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A function over arrays together with its backward pass, both written by the user. */
public final class ArrayCalculation implements Calculation {
  /** From the input to the output; neither changes its argument. */
  @FunctionalInterface
  public interface Forward {
    INDArray run(INDArray input);
  }

  /** From the loss's slope by the output to its slope by the input. */
  @FunctionalInterface
  public interface Backward {
    INDArray run(INDArray input, INDArray output, INDArray outputSlope);
  }

  private final Forward forward;
  private final Backward backward;

  public ArrayCalculation(Forward forward, Backward backward) {
    this.forward = Objects.requireNonNull(forward, "forward");
    this.backward = Objects.requireNonNull(backward, "backward");
  }

  @Override
  public Value run(List<Value> inputs) {
    INDArray input = inputs.get(0).array();
    INDArray output = ArrayMath.dense(forward.run(input).castTo(input.dataType()));
    return Value.primitive(
        output,
        inputs,
        slope -> {
          INDArray back = backward.run(input, output, slope);
          if (!input.equalShapes(back)) {
            throw new IllegalArgumentException(
                "the slope by the input has shape "
                    + back.shapeInfoToString()
                    + ", but the input has "
                    + input.shapeInfoToString());
          }
          return new INDArray[] {ArrayMath.dense(back)};
        });
  }
}
