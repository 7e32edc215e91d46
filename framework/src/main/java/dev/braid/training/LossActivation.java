package dev.braid.training;

import dev.braid.Loss;
import dev.braid.Problem;
import dev.braid.data.TargetKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds losses that surely don't go with what makes the output. */
final class LossActivation {
  private static final Set<String> NO_PROBABILITY = Set.of("LINEAR", "RELU", "TANH", "ELU", "SELU");

  private static final Set<TargetKind> CLASSES = Set.of(TargetKind.ONE_HOT, TargetKind.CLASS_INDEX);

  private LossActivation() {}

  static void check(Compilation.Target output, Loss loss, List<Problem> problems) {
    String activation = output.activation();
    long last = output.shape().length == 0 ? 1 : output.shape()[output.shape().length - 1];
    if (last == 1 && loss != null && CLASSES.contains(loss.target())) {
      problems.add(
          new Problem(
              "loss-activation",
              output.name(),
              "one unit for each class for " + loss.call(),
              "it has one unit",
              "Use dense(1, SIGMOID) with binaryCrossentropy(), or one unit a class."));
    } else if (activation.equals("SOFTMAX") && last == 1) {
      problems.add(
          new Problem(
              "loss-activation",
              output.name(),
              "a softmax over two classes or more",
              "its softmax has one unit, which is always 1",
              "Use dense(1, SIGMOID) with binaryCrossentropy(), or one unit a class."));
    } else if (loss != null && loss.wantsProbabilities() && NO_PROBABILITY.contains(activation)) {
      String right = last == 1 ? "SIGMOID" : "SOFTMAX";
      problems.add(
          new Problem(
              "loss-activation",
              output.name(),
              "probabilities for " + loss.call(),
              "its activation is " + activation.toLowerCase(Locale.ROOT),
              "Give the layer the activation " + right + ", or the loss .fromLogits()."));
    }
  }
}
