package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.Problem;
import dev.braid.StructureException;
import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.List;
import java.util.function.Predicate;

/** An optimizer that passes gradients on to others, which have all options of steps. */
public abstract class WrappingOptimizer extends Optimizer {
  WrappingOptimizer() {
    super(0);
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public final Value update(Update update) {
    throw new IllegalStateException(className() + " has no rule: its inner optimizers do");
  }

  @Override
  public final List<List<String>> slotGroups() {
    return List.of();
  }

  @Override
  protected final void describe(Config config) {}

  @Override
  public final Optimizer clipNorm(double norm) {
    throw innerOption("clipNorm");
  }

  @Override
  public final Optimizer clipValue(double limit) {
    throw innerOption("clipValue");
  }

  @Override
  public final Optimizer globalClipNorm(double norm) {
    throw innerOption("globalClipNorm");
  }

  @Override
  public final Optimizer weightDecay(double decay) {
    throw innerOption("weightDecay");
  }

  @Override
  public final Optimizer excludeFromWeightDecay(String... names) {
    throw innerOption("excludeFromWeightDecay");
  }

  @Override
  public final Optimizer excludeFromWeightDecay(Predicate<Variable> excluded) {
    throw innerOption("excludeFromWeightDecay");
  }

  @Override
  public final Optimizer average(double momentum) {
    throw innerOption("average");
  }

  @Override
  public final Optimizer averageOverwriteEvery(int steps) {
    throw innerOption("averageOverwriteEvery");
  }

  @Override
  public final Optimizer gradientAccumulation(int steps) {
    throw innerOption("gradientAccumulation");
  }

  final StructureException innerOption(String option) {
    return StructureException.of(
        className() + " cannot be made",
        new Problem(
            "option",
            option,
            "the option on an inner optimizer",
            "received it on " + className(),
            "Call " + option + "(…) on an optimizer that " + className() + " is made of."));
  }
}
