package dev.braid.saving.architecture;

import dev.braid.Tensor;
import dev.braid.graph.Functional;
import java.util.List;

/** Makes the models that a file describes. */
@FunctionalInterface
public interface ModelMaker {
  /** A model; inputs may lead to no output, as they may in Keras. */
  Functional make(List<Tensor> inputs, List<Tensor> outputs);
}
