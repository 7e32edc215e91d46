package dev.braid.data.signature;

import java.util.List;

/**
 * What a model takes and gives, as far as its data is concerned.
 *
 * @param modelName the model's name, for messages
 * @param inputs in the model's order
 * @param outputs in the model's order
 * @param compiled whether the model can be trained and evaluated
 */
public record Signature(
    String modelName, List<InputSlot> inputs, List<OutputSlot> outputs, boolean compiled) {
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** The outputs that a target belongs to, in the model's order. */
  public List<OutputSlot> targets() {
    return outputs.stream().filter(OutputSlot::wantsTarget).toList();
  }
}
