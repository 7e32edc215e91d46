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
 * Proves for known optimizers that a step leaves finite weights and slots, so that what it wrote
 * need not be checked.
 *
 * <p><b>Idea.</b> To check a step means to copy all vectors before it and to read them after it,
 * which takes longer than the step. Gradients are looked at anyway, in one pass that also finds
 * NaN; if they are small, arithmetic says the rest.
 *
 * <p><b>Right because</b> the largest float32 is 2^128 - 2^104 and half of its last place 2^103: a
 * finite weight stays finite when less than 2^103 is added to it, whatever it is. So a step is safe
 * where the rule moves no weight by more than {@link #STEP} = 2^100 (the rest is for rounding),
 * given gradients below {@link BlockwiseLoops#SMALL} = 2^40 and slots in the ranges that such
 * gradients lead to. Averages of small gradients stay below {@link #AVERAGE} and those of their
 * squares below its square, a velocity is a geometric series, and a quotient by a root is bounded
 * by 1 over epsilon. By induction slots stay in their ranges. So they are looked at when they are
 * made or loaded and after steps that did not satisfy the conditions; Adadelta's average of steps
 * may double in a step and is looked at every 32.
 *
 * <p>Conditions that depend on the step (its rate, Nadam's product) are checked at each, in {@link
 * #hold}. For whatever is not known here (custom optimizers and constraints, extreme options) they
 * never hold: such steps are taken, looked at, and taken back by {@link Updater}.
 *
 * <p><b>Cost.</b> A few comparisons a step.
 */
final class StepBounds {
  /** A little more than small gradients, for rounding. */
  private static final double AVERAGE = 2 * BlockwiseLoops.SMALL;

  private static final double SQUARE = AVERAGE * AVERAGE;
  private static final double STEP = 0x1p100;

  /** Below it, quotients of small numbers may overflow. */
  private static final double LEAST_EPSILON = 1e-30;

  /** The range of a slot as long as all gradients are small. */
  private record Range(double least, double most) {
    static Range around(double most) {
      return new Range(-most, most);
    }

    static Range upTo(double most) {
      return new Range(0, most);
    }
  }

  /** Tells whether a step moves weights by a bounded amount. */
  @FunctionalInterface
  private interface Condition {
    boolean holds(double rate, Map<String, Double> numbers);
  }

  /** What is known of a class of optimizers. */
  private record Rule(Map<String, Range> slots, Condition condition, int lasting) {
    static final Rule UNKNOWN = new Rule(Map.of(), (rate, numbers) -> false, Integer.MAX_VALUE);

    static Rule of(Map<String, Range> slots, double stepPerRate) {
      return new Rule(
          slots, (rate, numbers) -> Math.abs(rate) * stepPerRate <= STEP, Integer.MAX_VALUE);
    }
  }

  private final Map<String, Range> slots;
  private final Condition condition;
  private final int lasting;
  private final double weightDecay;

  private StepBounds(
      Map<String, Range> slots, Condition condition, int lasting, double weightDecay) {
    this.slots = slots;
    this.condition = condition;
    this.lasting = lasting;
    this.weightDecay = weightDecay;
  }

  /** The bounds of an optimizer; of a class that is not known they never hold. */
  static StepBounds of(Optimizer optimizer) {
    Rule rule = rule(optimizer);
    return new StepBounds(rule.slots(), rule.condition(), rule.lasting(), optimizer.weightDecay());
  }

  private static Rule rule(Optimizer optimizer) {
    Config config = optimizer.config();
    if (optimizer instanceof AdamFamily<?> adam) {
      return forgets(adam.beta1()) && forgets(adam.beta2()) && adam.epsilon() >= LEAST_EPSILON
          ? adam(adam)
          : Rule.UNKNOWN;
    }
    if (optimizer instanceof SGD) {
      double momentum = config.number("momentum", 0);
      return forgets(momentum)
          ? Rule.of(Map.of("momentum", Range.around(STEP)), AVERAGE / (1 - momentum))
          : Rule.UNKNOWN;
    }
    if (optimizer instanceof Lion) {
      return forgets(config.number("beta_1", 0)) && forgets(config.number("beta_2", 0))
          ? Rule.of(Map.of("momentum", Range.around(AVERAGE)), 1)
          : Rule.UNKNOWN;
    }
    double epsilon = config.number("epsilon", 0);
    double rho = config.number("rho", 0);
    if (epsilon < LEAST_EPSILON || !forgets(rho)) {
      return Rule.UNKNOWN;
    }
    if (optimizer instanceof RMSprop) {
      double momentum = config.number("momentum", 0);
      // the difference of two averages under the root may be rounded to less than zero
      boolean centered = config.flag("centered", false);
      return forgets(momentum) && !centered
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
      // a step may double the average of squared steps at most
      return new Rule(
          Map.of(
              "accumulated_grad", Range.upTo(SQUARE), "accumulated_delta_var", Range.upTo(AVERAGE)),
          (rate, numbers) -> Math.abs(rate) <= AVERAGE,
          32);
    }
    return Rule.UNKNOWN;
  }

  private static Rule adam(AdamFamily<?> adam) {
    double left = 1 - (float) adam.beta1();
    double stepPerRate = AVERAGE / adam.epsilon() / left;
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
            return product >= 0 && product <= 1 && Math.abs(rate) * stepPerRate / left <= STEP / 2;
          },
          Integer.MAX_VALUE);
    }
    return Rule.UNKNOWN;
  }

  /** True for a decay rate below 1, also in float32, so that a series of it has a bound. */
  private static boolean forgets(double decay) {
    return decay >= 0 && (float) decay < 1;
  }

  /** Whether a constraint surely makes finite weights of finite ones, also where norms overflow. */
  static boolean keepsFinite(Constraint constraint) {
    return constraint instanceof NonNeg
        || constraint instanceof MaxNorm
        || constraint instanceof UnitNorm;
  }

  /** Whether a step at this rate is safe, given that slots and gradients are in their bounds. */
  boolean hold(double rate, Map<String, Double> numbers) {
    double decay = weightDecay * rate;
    return condition.holds(rate, numbers) && decay >= 0 && decay <= 1;
  }

  /** After how many safe steps slots must be looked at again. */
  int lasting() {
    return lasting;
  }

  /** Whether a slot that holds this number everywhere is in its bounds. */
  boolean allow(String slot, double number) {
    Range range = slots.get(slot);
    return range != null && number >= range.least() && number <= range.most();
  }

  /** Whether a slot is in its bounds. */
  boolean allow(String slot, INDArray numbers) {
    Range range = slots.get(slot);
    return range != null && FiniteCheck.within(numbers, range.least(), range.most());
  }
}
