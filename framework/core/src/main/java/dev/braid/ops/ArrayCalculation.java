package dev.braid.ops;

import dev.braid.internal.compute.ArrayMath;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A user-defined function over arrays together with its backward pass. */
public final class ArrayCalculation implements Calculation {
  /** Computes the output from the input, without changing it. */
  @FunctionalInterface
  public interface Forward {
    INDArray run(INDArray input);
  }

  /** Computes the gradient of the loss by the input from its gradient by the output. */
  @FunctionalInterface
  public interface Backward {
    INDArray run(INDArray input, INDArray output, INDArray outputGradient);
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
        gradient -> {
          INDArray inputGradient = backward.run(input, output, gradient);
          if (!input.equalShapes(inputGradient)) {
            throw new IllegalArgumentException(
                "the gradient by the input has shape "
                    + inputGradient.shapeInfoToString()
                    + ", but the input has "
                    + input.shapeInfoToString());
          }
          return new INDArray[] {ArrayMath.dense(inputGradient)};
        });
  }
}
