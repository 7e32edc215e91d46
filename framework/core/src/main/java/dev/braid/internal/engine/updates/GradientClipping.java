package dev.braid.internal.engine.updates;

import dev.braid.Optimizer;
import dev.braid.ops.Value;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Clips gradients before a step by formulas; a fused step clips them itself. */
final class GradientClipping {
  private GradientClipping() {}

  /** Clips the gradients in place. */
  static void apply(Optimizer.Clipping clipping, List<Parameter> trainable) {
    double limit = clipping.limit();
    switch (clipping.kind()) {
      case NONE -> {}
      case VALUE ->
          trainable.forEach(
              parameter -> {
                INDArray gradient = parameter.view().gradient();
                gradient.assign(Value.constant(gradient).clip(-limit, limit).array());
              });
      case NORM ->
          trainable.forEach(
              parameter -> {
                INDArray gradient = parameter.view().gradient();
                double norm = gradient.norm2Number().doubleValue();
                if (norm > limit) {
                  gradient.muli(limit / norm);
                }
              });
      case GLOBAL_NORM -> {
        double square = 0;
        for (Parameter parameter : trainable) {
          double norm = parameter.view().gradient().norm2Number().doubleValue();
          square += norm * norm;
        }
        double norm = Math.sqrt(square);
        if (norm > limit) {
          trainable.forEach(parameter -> parameter.view().gradient().muli(limit / norm));
        }
      }
    }
  }
}
