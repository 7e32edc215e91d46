package dev.braid.ops;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Tanh;
import org.nd4j.linalg.factory.Nd4j;

/** Activations whose derivative follows from their result, computed in place. */
final class InPlaceActivation {
  private final String activation;

  InPlaceActivation(String activation) {
    this.activation = activation;
  }

  /** True if the activation is supported. */
  static boolean supports(String activation) {
    return switch (activation) {
      case "LINEAR", "RELU", "SIGMOID", "TANH" -> true;
      default -> false;
    };
  }

  void apply(INDArray x, INDArray into) {
    switch (activation) {
      case "SIGMOID" -> Nd4j.getExecutioner().exec(new Sigmoid(x, into));
      case "TANH" -> Nd4j.getExecutioner().exec(new Tanh(x, into));
      case "RELU" -> Nd4j.getExecutioner().exec(new RectifiedLinear(x, into, 0));
      default -> {
        if (x != into) {
          into.assign(x);
        }
      }
    }
  }

  void apply(INDArray x) {
    apply(x, x);
  }

  /** The derivative as a new array, given the result y. */
  INDArray derivative(INDArray y) {
    return switch (activation) {
      case "SIGMOID" -> y.rsub(1).muli(y);
      case "TANH" -> y.mul(y).rsubi(1);
      case "RELU" -> y.gt(0).castTo(y.dataType());
      default -> Nd4j.ones(y.dataType(), y.shape());
    };
  }
}
