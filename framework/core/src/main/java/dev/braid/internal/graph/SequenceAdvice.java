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
 * Adds advice to a refusal if the layer before returns only its last step and should return all
 * steps.
 */
final class SequenceAdvice {
  private SequenceAdvice() {}

  /**
   * Returns the outputs of a layer; a refusal of inputs gets advice if the layer would accept
   * sequences.
   */
  static List<Spec> outputs(Layer layer, List<Tensor> inputs) {
    List<Spec> specs = inputs.stream().map(Tensor::spec).toList();
    try {
      return layer.outputs(specs);
    } catch (StructureException refusal) {
      throw advised(refusal, layer, inputs, specs);
    }
  }

  private static StructureException advised(
      StructureException refusal, Layer layer, List<Tensor> inputs, List<Spec> specs) {
    List<Problem> problems = refusal.problems();
    if (problems.size() != 1 || !problems.get(0).id().equals("layer-input")) {
      return refusal;
    }
    for (int i = 0; i < inputs.size(); i++) {
      Node before = Node.of(inputs.get(i));
      Optional<Spec> sequence =
          Node.indexOf(inputs.get(i)) > 0
              ? Optional.empty()
              : before.layer().everyStep(before.inputSpecs());
      if (sequence.isPresent()) {
        List<Spec> other = new ArrayList<>(specs);
        other.set(i, sequence.get());
        if (accepts(layer, other)) {
          return StructureException.of(
              layer.label() + " cannot be applied",
              problems
                  .get(0)
                  .fix(
                      "Add .returnSequences() to the recurrent layer before it: "
                          + before.layer().label()
                          + " returns only its last step."));
        }
      }
    }
    return refusal;
  }

  private static boolean accepts(Layer layer, List<Spec> inputs) {
    try {
      layer.outputs(inputs);
      return true;
    } catch (StructureException refused) {
      return false;
    }
  }
}
