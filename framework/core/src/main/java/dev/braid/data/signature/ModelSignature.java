package dev.braid.data.signature;

import java.util.List;

/**
 * The inputs and outputs of a model, as far as its data is concerned.
 *
 * @param modelName the model's name, for messages
 * @param inputs in the model's order
 * @param outputs in the model's order
 * @param compiled whether the model can be trained and evaluated
 */
public record ModelSignature(
    String modelName, List<InputSpec> inputs, List<OutputSpec> outputs, boolean compiled) {
  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The outputs that a target belongs to, in the model's order. */
  public List<OutputSpec> targets() {
    return outputs.stream().filter(OutputSpec::requiresTarget).toList();
  }
}
