package dev.braid.data;

import dev.braid.DType;
import dev.braid.data.signature.InputSpec;
import dev.braid.data.signature.ModelSignature;
import dev.braid.data.signature.OutputSpec;
import dev.braid.losses.TargetKind;
import java.util.List;

/** Signatures of models that the tests hand data to. */
public final class Models {
  private Models() {}

  /** Two inputs (?, 100) and (?, 5), one output (?, 1) with mse. */
  public static ModelSignature textAndNumbers() {
    return new ModelSignature(
        "model",
        List.of(InputSpec.of("text_input", 100), InputSpec.of("numeric_input", 5)),
        List.of(OutputSpec.of("output_layer", TargetKind.VALUES, "mse()", 1)),
        true);
  }

  /** One input (?, 3), one output (?, 1) with mse. */
  public static ModelSignature features() {
    return one(InputSpec.of("features", 3), OutputSpec.of("y", TargetKind.VALUES, "mse()", 1));
  }

  /** One input (?, 3), class numbers 0 to 3. */
  public static ModelSignature classes() {
    return one(
        InputSpec.of("features", 3),
        OutputSpec.of("label", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 4));
  }

  /** Two inputs of ids, 20 and 12 of 100, class numbers 0 to 9. */
  public static ModelSignature texts() {
    return new ModelSignature(
        "model",
        List.of(
            new InputSpec("text_input1", new long[] {20}, DType.FLOAT32, 100),
            new InputSpec("text_input2", new long[] {12}, DType.FLOAT32, 100)),
        List.of(
            OutputSpec.of("label", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 10)),
        true);
  }

  /** Two outputs: class numbers 0 and 1, and values (?, 1). */
  public static ModelSignature twoOutputs() {
    return new ModelSignature(
        "model",
        List.of(InputSpec.of("features", 3)),
        List.of(
            OutputSpec.of("kind", TargetKind.CLASS_INDEX, "sparseCategoricalCrossentropy()", 2),
            OutputSpec.of("amount", TargetKind.VALUES, "mse()", 1)),
        true);
  }

  /** A model of one input and one output. */
  public static ModelSignature one(InputSpec input, OutputSpec output) {
    return new ModelSignature("model", List.of(input), List.of(output), true);
  }
}
