package dev.braid.internal.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import dev.braid.graph.Spec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Adds advice to an exception about inputs if the previous layer returns only its last step and
 * should return all steps.
 */
final class SequenceAdvice {
  private SequenceAdvice() {}

  /**
   * Returns the outputs of a layer; an exception about its inputs gets advice if the layer would
   * accept sequences.
   */
  static List<Spec> outputs(Layer layer, List<Tensor> inputs) {
    List<Spec> specs = inputs.stream().map(Tensor::spec).toList();
    try {
      return layer.outputs(specs);
    } catch (StructureException exception) {
      throw withAdvice(exception, layer, inputs, specs);
    }
  }

  private static StructureException withAdvice(
      StructureException exception, Layer layer, List<Tensor> inputs, List<Spec> specs) {
    List<Problem> problems = exception.problems();
    if (problems.size() != 1 || !problems.get(0).id().equals("layer-input")) {
      return exception;
    }
    for (int i = 0; i < inputs.size(); i++) {
      Node previous = Node.of(inputs.get(i));
      Optional<Spec> sequence =
          Node.indexOf(inputs.get(i)) > 0
              ? Optional.empty()
              : previous.layer().everyStep(previous.inputSpecs());
      if (sequence.isPresent()) {
        List<Spec> alternative = new ArrayList<>(specs);
        alternative.set(i, sequence.get());
        if (accepts(layer, alternative)) {
          return StructureException.of(
              layer.label() + " cannot be applied",
              problems
                  .get(0)
                  .fix(
                      "Add .returnSequences() to the recurrent layer before it: "
                          + previous.layer().label()
                          + " returns only its last step."));
        }
      }
    }
    return exception;
  }

  private static boolean accepts(Layer layer, List<Spec> inputs) {
    try {
      layer.outputs(inputs);
      return true;
    } catch (StructureException e) {
      return false;
    }
  }
}
