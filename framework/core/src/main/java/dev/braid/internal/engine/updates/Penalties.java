package dev.braid.internal.engine.updates;

import dev.braid.Regularizer;
import dev.braid.ops.Tape;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The penalties of regularizers. */
public final class Penalties {
  private Penalties() {}

  /** The sum of the penalties of all weights; their gradients are added to those of the loss. */
  public static double sum(List<Parameter> trainable, boolean withGradient) {
    double total = 0;
    for (Parameter parameter : trainable) {
      Regularizer regularizer = parameter.cell().spec().regularizer();
      if (regularizer != null) {
        Tape tape = new Tape();
        Value weight = tape.variable(parameter.view().array());
        Value penalty = regularizer.penalty(weight);
        total += penalty.array().getDouble(0);
        if (withGradient) {
          penalty.addGradient(Nd4j.ones(weight.dataType(), penalty.shape()));
          tape.backward();
          INDArray gradient = weight.gradient();
          if (gradient != null) {
            // a penalty need not depend on the weight
            parameter.view().gradient().addi(gradient);
          }
        }
      }
    }
    return total;
  }
}
