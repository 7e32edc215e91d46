package dev.braid.internal.saving.architecture;

import dev.braid.Tensor;
import dev.braid.internal.graph.Functional;
import java.util.List;

/** Creates the models that a file describes. */
@FunctionalInterface
public interface ModelFactory {
  /** Creates a model; as in Keras, inputs may be unused. */
  Functional create(List<Tensor> inputs, List<Tensor> outputs);
}
