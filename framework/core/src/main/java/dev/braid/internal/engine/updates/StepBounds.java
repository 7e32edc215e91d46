package dev.braid.internal.engine.updates;

import dev.braid.Constraint;
import dev.braid.Optimizer;
import dev.braid.config.Config;
import dev.braid.constraints.MaxNorm;
import dev.braid.constraints.NonNeg;
import dev.braid.constraints.UnitNorm;
import dev.braid.internal.compute.BlockwiseLoops;
import dev.braid.optimizers.Adadelta;
import dev.braid.optimizers.Adagrad;
import dev.braid.optimizers.AdamFamily;
import dev.braid.optimizers.Adamax;
import dev.braid.optimizers.AmsgradAdam;
import dev.braid.optimizers.Lion;
import dev.braid.optimizers.Nadam;
import dev.braid.optimizers.RMSprop;
import dev.braid.optimizers.SGD;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Proves for known optimizers that a step leaves weights and slots finite, so that its results need
 * not be checked.
 *
 * <p><b>Idea.</b> Checking a step requires copying all vectors before it and reading them after it,
 * which takes longer than the step. Gradients are checked anyway, in one pass that also finds NaN;
 * if they are small, arithmetic implies the rest.
 *
 * <p><b>Correctness.</b> The largest float32 is 2^128 - 2^104 and half of its last place 2^103: a
 * finite weight stays finite if less than 2^103 is added to it. So a step is safe if the rule
 * changes no weight by more than {@link #STEP} = 2^100 (the remainder allows for rounding), given
 * gradients below {@link BlockwiseLoops#SMALL} = 2^40 and slots in the ranges that such gradients
 * lead to. Averages of small gradients stay below {@link #AVERAGE} and those of their squares below
 * its square, a velocity is a geometric series, and a quotient by a root is bounded by 1 over
 * epsilon. By induction slots stay in their ranges. So they are checked only when they are created
 * or loaded and after steps that did not satisfy the conditions; Adadelta's average of steps may
 * double in a step and is checked every 32 steps.
 *
 * <p>Conditions that depend on the step (its rate, Nadam's product) are checked at each step, in
 * {@link #hold}. For optimizers, constraints and options that are not covered here (custom classes,
 * extreme values) they never hold: {@link Updater} checks such steps afterwards, and undoes them if
 * necessary.
 *
 * <p><b>Cost.</b> A few comparisons per step.
 */
final class StepBounds {
  /** The bound of averages: slightly above that of small gradients, to allow for rounding. */
  private static final double AVERAGE = 2 * BlockwiseLoops.SMALL;

  private static final double SQUARE = AVERAGE * AVERAGE;
  private static final double STEP = 0x1p100;

  /** The epsilon below which quotients of small values may overflow. */
  private static final double MIN_EPSILON = 1e-30;

  /** The range of a slot while all gradients are small. */
  private record Range(double min, double max) {
    static Range around(double max) {
      return new Range(-max, max);
    }

    static Range upTo(double max) {
      return new Range(0, max);
    }
  }

  /** A condition under which a step changes weights by a bounded amount. */
  @FunctionalInterface
  private interface Condition {
    boolean holds(double rate, Map<String, Double> numbers);
  }

  /** The bounds of a class of optimizers; slots need checking after {@code validSteps} steps. */
  private record Rule(Map<String, Range> slots, Condition condition, int validSteps) {
    static final Rule UNKNOWN = new Rule(Map.of(), (rate, numbers) -> false, Integer.MAX_VALUE);

    static Rule of(Map<String, Range> slots, double stepPerRate) {
      return new Rule(
          slots, (rate, numbers) -> Math.abs(rate) * stepPerRate <= STEP, Integer.MAX_VALUE);
    }
  }

  private final Map<String, Range> slots;
  private final Condition condition;
  private final int validSteps;
  private final double weightDecay;

  private StepBounds(
      Map<String, Range> slots, Condition condition, int validSteps, double weightDecay) {
    this.slots = slots;
    this.condition = condition;
    this.validSteps = validSteps;
    this.weightDecay = weightDecay;
  }

  /** Returns the bounds of an optimizer; those of unknown classes never hold. */
  static StepBounds of(Optimizer optimizer) {
    Rule rule = rule(optimizer);
    return new StepBounds(
        rule.slots(), rule.condition(), rule.validSteps(), optimizer.weightDecay());
  }

  private static Rule rule(Optimizer optimizer) {
    Config config = optimizer.config();
    if (optimizer instanceof AdamFamily<?> adam) {
      return isDecay(adam.beta1()) && isDecay(adam.beta2()) && adam.epsilon() >= MIN_EPSILON
          ? adam(adam)
          : Rule.UNKNOWN;
    }
    if (optimizer instanceof SGD) {
      double momentum = config.number("momentum", 0);
      return isDecay(momentum)
          ? Rule.of(Map.of("momentum", Range.around(STEP)), AVERAGE / (1 - momentum))
          : Rule.UNKNOWN;
    }
    if (optimizer instanceof Lion) {
      return isDecay(config.number("beta_1", 0)) && isDecay(config.number("beta_2", 0))
          ? Rule.of(Map.of("momentum", Range.around(AVERAGE)), 1)
          : Rule.UNKNOWN;
    }
    double epsilon = config.number("epsilon", 0);
    double rho = config.number("rho", 0);
    if (epsilon < MIN_EPSILON || !isDecay(rho)) {
      return Rule.UNKNOWN;
    }
    if (optimizer instanceof RMSprop) {
      double momentum = config.number("momentum", 0);
      // rounding may make the difference of two averages under the root negative
      boolean centered = config.flag("centered", false);
      return isDecay(momentum) && !centered
          ? Rule.of(
              Map.of("velocity", Range.upTo(SQUARE), "momentum", Range.around(STEP)),
              AVERAGE / Math.sqrt(epsilon) / (1 - momentum))
          : Rule.UNKNOWN;
    }
    if (optimizer instanceof Adagrad) {
      return Rule.of(
          Map.of("accumulator", Range.upTo(Float.MAX_VALUE)), AVERAGE / Math.sqrt(epsilon));
    }
    if (optimizer instanceof Adadelta) {
      // a step may at most double the average of squared steps
      return new Rule(
          Map.of(
              "accumulated_grad", Range.upTo(SQUARE), "accumulated_delta_var", Range.upTo(AVERAGE)),
          (rate, numbers) -> Math.abs(rate) <= AVERAGE,
          32);
    }
    return Rule.UNKNOWN;
  }

  private static Rule adam(AdamFamily<?> adam) {
    double oneMinusBeta1 = 1 - (float) adam.beta1();
    double stepPerRate = AVERAGE / adam.epsilon() / oneMinusBeta1;
    Range average = Range.around(AVERAGE);
    Range square = Range.upTo(SQUARE);
    if (adam instanceof AmsgradAdam<?>) {
      return Rule.of(
          Map.of("momentum", average, "velocity", square, "velocity_hat", square), stepPerRate);
    }
    if (adam instanceof Adamax) {
      return Rule.of(Map.of("momentum", average, "norm", Range.upTo(AVERAGE)), stepPerRate);
    }
    if (adam instanceof Nadam) {
      return new Rule(
          Map.of("momentum", average, "velocity", square),
          (rate, numbers) -> {
            double product = numbers.get("u_product");
            return product >= 0
                && product <= 1
                && Math.abs(rate) * stepPerRate / oneMinusBeta1 <= STEP / 2;
          },
          Integer.MAX_VALUE);
    }
    return Rule.UNKNOWN;
  }

  /** Returns whether a decay rate is below 1, also in float32, so that its series is bounded. */
  private static boolean isDecay(double decay) {
    return decay >= 0 && (float) decay < 1;
  }

  /** Returns whether a constraint keeps finite weights finite, even where norms overflow. */
  static boolean keepsFinite(Constraint constraint) {
    return constraint instanceof NonNeg
        || constraint instanceof MaxNorm
        || constraint instanceof UnitNorm;
  }

  /** Returns whether a step at this rate is safe if slots and gradients are in their bounds. */
  boolean hold(double rate, Map<String, Double> numbers) {
    double decay = weightDecay * rate;
    return condition.holds(rate, numbers) && decay >= 0 && decay <= 1;
  }

  /** Returns the number of safe steps after which slots must be checked again. */
  int validSteps() {
    return validSteps;
  }

  /** Returns whether a slot filled with a value is in its bounds. */
  boolean allow(String slot, double value) {
    Range range = slots.get(slot);
    return range != null && value >= range.min() && value <= range.max();
  }

  /** Returns whether a slot is in its bounds. */
  boolean allow(String slot, INDArray values) {
    Range range = slots.get(slot);
    return range != null && FiniteCheck.within(values, range.min(), range.max());
  }
}
