package dev.braid.internal.saving.onnx;

import dev.braid.ops.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Activations with a single ONNX operator, by Keras' names. */
final class OnnxActivations {
  private static final Map<String, UnaryOperator<Value>> TABLE =
      Map.of(
          "leaky_relu", x -> leakyRelu(x, 0.2),
          "elu", x -> elu(x, 1),
          "celu", x -> elu(x, 1),
          "selu", x -> with(x, "Selu", "alpha", 1.6732632423543772, "gamma", 1.0507009873554805),
          "softsign", x -> real(x).like("Softsign"),
          "hard_sigmoid", x -> with(x, "HardSigmoid", "alpha", 1 / 6.0, "beta", 0.5),
          "hard_silu", x -> real(x).like("HardSwish"),
          "soft_shrink", x -> with(x, "Shrink", "bias", 0.5, "lambd", 0.5),
          "hard_shrink", x -> with(x, "Shrink", "bias", 0, "lambd", 0.5));

  private OnnxActivations() {}

  static Optional<UnaryOperator<Value>> find(String keras) {
    return Optional.ofNullable(TABLE.get(keras));
  }

  static Value leakyRelu(Value x, double negativeSlope) {
    return real(x).like("LeakyRelu", Map.of("alpha", (float) negativeSlope));
  }

  static Value elu(Value x, double alpha) {
    return real(x).like("Elu", Map.of("alpha", (float) alpha));
  }

  private static Value with(
      Value x, String operator, String a, double first, String b, double second) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put(a, (float) first);
    attributes.put(b, (float) second);
    return real(x).like(operator, attributes);
  }

  private static OnnxValue real(Value x) {
    return OnnxValue.of(x).cast(OnnxType.FLOAT);
  }
}
