package dev.braid.internal.training;

import dev.braid.Loss;
import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.losses.StandardLoss;
import dev.braid.notices.Notices;
import dev.braid.optimizers.Optimizers;
import java.util.List;
import java.util.Map;

/** Finds options of losses and optimizers that are certainly a mistake. */
final class CompileOptionRules {
  /** Fractions that a moving average keeps of itself: with 1 it never changes. */
  private static final Map<String, String> DECAYS =
      Map.of("beta_1", "beta1", "beta_2", "beta2", "rho", "rho");

  private CompileOptionRules() {}

  /** Checks the options of an optimizer. */
  static void check(Optimizer optimizer, List<Problem> problems) {
    if (!optimizer.inner().isEmpty()) {
      optimizer.inner().forEach(inner -> check(inner, problems));
      return;
    }
    double first = optimizer.learningRate(0);
    if (!(first >= 0) || Double.isInfinite(first)) {
      problems.add(option("learningRate", "a number of at least 0", first));
    }
    if (!Double.isFinite(optimizer.weightDecay())) {
      problems.add(option("weightDecay", "a number", optimizer.weightDecay()));
    }
    if (optimizer.averages()
        && !(optimizer.averageMomentum() >= 0 && optimizer.averageMomentum() < 1)) {
      problems.add(option("average", "a number in [0, 1)", optimizer.averageMomentum()));
    }
    if (optimizer.averageEvery() < 0) {
      problems.add(
          new Problem(
              "option",
              "averageOverwriteEvery",
              "0 or more",
              "received " + optimizer.averageEvery(),
              ""));
    }
    if (!Optimizers.classes().contains(optimizer.className())) {
      return;
    }
    Map<String, Object> options = optimizer.config().map();
    DECAYS.forEach(
        (keras, name) -> {
          boolean one = optimizer.className().equals("Lion") && keras.equals("beta_1");
          double value = number(options, keras, 0);
          if (!(value >= 0 && (value < 1 || one && value == 1))) {
            problems.add(option(name, one ? "a number in [0, 1]" : "a number in [0, 1)", value));
          }
        });
    double momentum = number(options, "momentum", 0);
    if (!(momentum >= 0 && momentum <= 1)) {
      problems.add(option("momentum", "a number in [0, 1]", momentum));
    }
    fromZero(options, "epsilon", "epsilon", problems);
    fromZero(options, "initial_accumulator_value", "initialAccumulatorValue", problems);
  }

  private static void fromZero(
      Map<String, Object> options, String keras, String name, List<Problem> problems) {
    double value = number(options, keras, 0);
    if (!(value >= 0)) {
      problems.add(option(name, "a number of at least 0", value));
    }
  }

  /** Shows notices about options that are legal but probably a mistake. */
  static void notice(Optimizer optimizer) {
    optimizer.inner().forEach(CompileOptionRules::notice);
    if (optimizer.weightDecay() < 0) {
      Notices.show(
          "optimizer-option",
          "weightDecay(" + optimizer.weightDecay() + ") lets weights grow. Use a number from 0.");
    }
    boolean known = Optimizers.classes().contains(optimizer.className());
    if (known && number(optimizer.config().map(), "momentum", 0) == 1) {
      Notices.show(
          "optimizer-option",
          "momentum(1.0) never slows down: steps grow without end. Use a number below 1.");
    }
  }

  /** Checks the options of a loss. */
  static void check(String output, Loss loss, List<Problem> problems) {
    if (!(loss instanceof StandardLoss<?>)) {
      return;
    }
    Map<String, Object> options = loss.config().map();
    double smoothing = number(options, "label_smoothing", 0);
    if (!(smoothing < 1) || Double.isInfinite(smoothing)) {
      problems.add(option(output, "a labelSmoothing below 1 for " + loss.call(), smoothing));
    }
    double delta = number(options, "delta", 1);
    if (!(delta > 0)) {
      problems.add(option(output, "a delta above 0 for " + loss.call(), delta));
    }
    double alpha = number(options, "alpha", 0);
    if (Boolean.TRUE.equals(options.get("apply_class_balancing")) && !(alpha >= 0 && alpha <= 1)) {
      problems.add(option(output, "a classBalancing from 0 to 1 for " + loss.call(), alpha));
    }
  }

  /** Shows notices about a loss. */
  static void notice(String output, Loss loss) {
    if (loss instanceof StandardLoss<?> && number(loss.config().map(), "label_smoothing", 0) < 0) {
      Notices.show(
          "label-smoothing",
          "\""
              + output
              + "\": a negative labelSmoothing makes targets more certain than they are. Use a"
              + " number from 0.");
    }
  }

  private static double number(Map<String, Object> options, String name, double otherwise) {
    return options.get(name) instanceof Number number ? number.doubleValue() : otherwise;
  }

  private static Problem option(String name, String expected, double received) {
    // files hold some options as float32, whose digits are fewer
    boolean single = (float) received == received;
    String text = single ? Float.toString((float) received) : Double.toString(received);
    return new Problem("option", name, expected, "received " + text, "");
  }
}
