package dev.braid.internal.training;

import dev.braid.Loss;
import dev.braid.Problem;
import dev.braid.losses.Crossentropy;
import dev.braid.losses.KLDivergence;
import dev.braid.losses.Poisson;
import dev.braid.losses.TargetKind;
import dev.braid.notices.Notices;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Checks whether losses fit the activation of their output. */
final class LossActivationRules {
  /** Activations whose values are not probabilities. */
  private static final Set<String> NO_PROBABILITY =
      Set.of(
          "LINEAR",
          "RELU",
          "TANH",
          "ELU",
          "SELU",
          "LEAKY_RELU",
          "CELU",
          "GELU",
          "SILU",
          "MISH",
          "HARD_SWISH",
          "SOFTSIGN",
          "HARD_TANH",
          "TANH_SHRINK",
          "SOFT_SHRINK",
          "HARD_SHRINK",
          "LOG_SIGMOID",
          "LOG_SOFTMAX");

  private static final Set<String> SIGMOIDS = Set.of("SIGMOID", "HARD_SIGMOID", "SPARSE_SIGMOID");

  private static final Set<String> NEVER_NEGATIVE =
      Set.of("RELU", "RELU6", "SIGMOID", "HARD_SIGMOID", "SPARSE_SIGMOID", "SOFTMAX", "SOFTPLUS");

  private static final Set<TargetKind> CLASSES = Set.of(TargetKind.ONE_HOT, TargetKind.CLASS_INDEX);

  private LossActivationRules() {}

  /** Adds problems for combinations that are certainly mistakes. */
  static void check(Compilation.CompiledOutput output, Loss loss, List<Problem> problems) {
    String activation = output.activation();
    long classes = classes(output, loss);
    if (classes == 1 && loss != null && CLASSES.contains(loss.target())) {
      problems.add(
          new Problem(
              "loss-activation",
              output.name(),
              "one unit for each class for " + loss.call(),
              "it has one unit",
              "Use dense(1, SIGMOID) with binaryCrossentropy(), or one unit a class."));
    } else if (activation.equals("SOFTMAX") && classes == 1) {
      problems.add(
          new Problem(
              "loss-activation",
              output.name(),
              "a softmax over two classes or more",
              "its softmax has one unit, which is always 1",
              "Use dense(1, SIGMOID) with binaryCrossentropy(), or one unit a class."));
    } else if (loss != null && loss.usesProbabilities() && NO_PROBABILITY.contains(activation)) {
      String fitting = classes == 1 ? "SIGMOID" : "SOFTMAX";
      problems.add(
          new Problem(
              "loss-activation",
              output.name(),
              "probabilities for " + loss.call(),
              "its activation is " + activation.toLowerCase(Locale.ROOT),
              "Give the layer the activation " + fitting + ", or the loss .fromLogits()."));
    }
  }

  /** Shows a notice if a legal combination is probably a mistake. */
  static void notice(Compilation.CompiledOutput output, Loss loss) {
    String activation = output.activation();
    if (activation.isEmpty() || loss == null) {
      return;
    }
    boolean sigmoid = SIGMOIDS.contains(activation);
    boolean softmax = activation.equals("SOFTMAX");
    boolean several = classes(output, loss) != 1;
    boolean logits = loss instanceof Crossentropy<?> crossentropy && crossentropy.takesLogits();
    if (logits) {
      if (sigmoid || softmax) {
        show(
            output,
            loss.call() + " is made .fromLogits(), but the output ends in " + activation,
            "Leave .fromLogits() out, or give the layer no activation");
      }
    } else if (loss instanceof Crossentropy<?> && loss.target() == TargetKind.PROBABILITY) {
      if (softmax && several) {
        show(
            output,
            loss.call() + " takes each class by itself, but SOFTMAX makes the classes compete",
            "Use categoricalCrossentropy(), or SIGMOID where a sample may have several labels");
      }
    } else if (loss instanceof Crossentropy<?> && sigmoid && several) {
      show(
          output,
          loss.call()
              + " expects probabilities that sum to 1, but the output ends in "
              + activation,
          "Use SOFTMAX, or binaryCrossentropy() where a sample may have several labels");
    } else if (loss.target() == TargetKind.SIGN && NEVER_NEGATIVE.contains(activation)) {
      show(
          output,
          loss.call()
              + " expects predictions from -1 to 1, but "
              + activation
              + " has none below 0",
          "Use TANH or LINEAR");
    } else if (loss instanceof Poisson
        && NO_PROBABILITY.contains(activation)
        && !isRelu(activation)) {
      show(
          output,
          loss.call()
              + " takes the logarithm of predictions, but "
              + activation
              + " has negative ones",
          "Use EXPONENTIAL or SOFTPLUS");
    } else if (loss instanceof KLDivergence && NO_PROBABILITY.contains(activation)) {
      show(
          output,
          loss.call() + " expects probabilities, but the output ends in " + activation,
          "Use SOFTMAX");
    }
  }

  private static boolean isRelu(String activation) {
    return activation.equals("RELU");
  }

  private static void show(Compilation.CompiledOutput output, String what, String fix) {
    Notices.show("loss-activation", "\"" + output.name() + "\": " + what + ". " + fix + ".");
  }

  /** Returns the size of the class axis; -1 if it may vary. */
  private static long classes(Compilation.CompiledOutput output, Loss loss) {
    long[] shape = output.shape();
    int axis = loss instanceof Crossentropy<?> crossentropy ? crossentropy.axis() : -1;
    int index = axis < 0 ? shape.length + axis : axis - 1;
    return index >= 0 && index < shape.length ? shape[index] : 1;
  }
}
