package dev.braid.saving.onnx;

import dev.braid.Activation;
import java.util.LinkedHashMap;
import java.util.Map;

/** Activations in ONNX's operators. */
final class Bends {
  private Bends() {}

  /** True for activations that look along an axis, rather than at each number. */
  static boolean alongAxis(Activation activation) {
    return activation == Activation.SOFTMAX || activation == Activation.LOG_SOFTMAX;
  }

  static Wire apply(Activation activation, Wire x) {
    return switch (activation.name()) {
      case "LINEAR" -> x;
      case "RELU" -> x.like("Relu");
      case "SIGMOID" -> x.like("Sigmoid");
      case "TANH" -> x.like("Tanh");
      case "SOFTMAX" -> x.softmax(-1);
      case "LEAKY_RELU" -> leaky(x, 0.2);
      case "ELU", "CELU" -> x.like("Elu");
      case "SOFTPLUS" -> x.like("Softplus");
      case "SELU" -> selu(x);
      case "GELU" -> x.multiply(x.multiply(Math.sqrt(0.5)).like("Erf").add(1)).multiply(0.5);
      case "SILU" -> x.multiply(x.like("Sigmoid"));
      case "SOFTSIGN" -> x.like("Softsign");
      case "HARD_SIGMOID" -> hardSigmoid(x);
      case "EXPONENTIAL" -> x.like("Exp");
      case "LOG_SOFTMAX" -> x.like("LogSoftmax", Map.of("axis", -1L));
      case "RELU6" -> x.clip(0, 6);
      case "MISH" -> x.multiply(x.like("Softplus").like("Tanh"));
      case "HARD_SWISH" -> x.like("HardSwish");
      case "HARD_TANH" -> x.clip(-1, 1);
      case "LOG_SIGMOID" -> x.negate().like("Softplus").negate();
      case "TANH_SHRINK" -> x.subtract(x.like("Tanh"));
      case "SOFT_SHRINK" -> shrink(x, 0.5f);
      case "HARD_SHRINK" -> shrink(x, 0);
      case "SQUAREPLUS" -> x.add(x.square().add(4).like("Sqrt")).multiply(0.5);
      case "SPARSE_PLUS" ->
          x.clip(-1, 1).add(1).square().multiply(0.25).add(x.add(-1).like("Relu"));
      case "SPARSE_SIGMOID" -> x.clip(-1, 1).add(1).multiply(0.5);
      default -> throw new IllegalArgumentException(activation + " cannot be exported");
    };
  }

  static Wire leaky(Wire x, double slope) {
    return x.like("LeakyRelu", Map.of("alpha", (float) slope));
  }

  private static Wire selu(Wire x) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("alpha", 1.6732632423543772f);
    attributes.put("gamma", 1.0507009873554805f);
    return x.like("Selu", attributes);
  }

  private static Wire hardSigmoid(Wire x) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("alpha", 1 / 6f);
    attributes.put("beta", 0.5f);
    return x.like("HardSigmoid", attributes);
  }

  private static Wire shrink(Wire x, float bias) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    attributes.put("bias", bias);
    attributes.put("lambd", 0.5f);
    return x.like("Shrink", attributes);
  }
}
