package dev.braid.graph;

import dev.braid.Layer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the recurrent layer that gives its last step alone to a layer that wants all of them. */
final class SequenceAdvice {
  private SequenceAdvice() {}

  /** The outputs of a layer; where it refuses its inputs but would take sequences, says so. */
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
        if (takes(layer, other)) {
          return StructureException.of(
              layer.label() + " cannot be applied",
              problems
                  .get(0)
                  .fix(
                      "Add .returnSequences() to the recurrent layer before it: "
                          + before.layer().label()
                          + " gives its last step alone."));
        }
      }
    }
    return refusal;
  }

  private static boolean takes(Layer layer, List<Spec> inputs) {
    try {
      layer.outputs(inputs);
      return true;
    } catch (StructureException refused) {
      return false;
    }
  }
}
