package dev.braid.data;

import dev.braid.DType;
import dev.braid.data.signature.InputSlot;
import dev.braid.data.signature.OutputSlot;
import dev.braid.data.signature.Signature;
import dev.braid.losses.TargetKind;
import java.util.List;

/** Signatures of models that the tests hand data to. */
public final class Models {
  private Models() {}

  /** Two inputs (?, 100) and (?, 5), one output (?, 1) with mse. */
  public static Signature textAndNumbers() {
    return new Signature(
        "model",
        List.of(InputSlot.of("text_input", 100), InputSlot.of("numeric_input", 5)),
        List.of(OutputSlot.of("output_layer", TargetKind.VALUES, "mse()", 1)),
        true);
  }

  /** One input (?, 3), one output (?, 1) with mse. */
  public static Signature features() {
    return one(InputSlot.of("features", 3), OutputSlot.of("y", TargetKind.VALUES, "mse()", 1));
  }

  /** One input (?, 3), class numbers 0 to 3. */
  public static Signature classes() {
    return one(
        InputSlot.of("features", 3),
        OutputSlot.of("label", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 4));
  }

  /** Two inputs of ids, 20 and 12 of 100, class numbers 0 to 9. */
  public static Signature texts() {
    return new Signature(
        "model",
        List.of(
            new InputSlot("text_input1", new long[] {20}, DType.FLOAT32, 100),
            new InputSlot("text_input2", new long[] {12}, DType.FLOAT32, 100)),
        List.of(
            OutputSlot.of("label", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 10)),
        true);
  }

  /** Two outputs: class numbers 0 and 1, and values (?, 1). */
  public static Signature twoOutputs() {
    return new Signature(
        "model",
        List.of(InputSlot.of("features", 3)),
        List.of(
            OutputSlot.of("kind", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 2),
            OutputSlot.of("amount", TargetKind.VALUES, "mse()", 1)),
        true);
  }

  /** A model of one input and one output. */
  public static Signature one(InputSlot input, OutputSlot output) {
    return new Signature("model", List.of(input), List.of(output), true);
  }
}
