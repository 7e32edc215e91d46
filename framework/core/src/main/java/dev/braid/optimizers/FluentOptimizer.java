package dev.braid.optimizers;

import dev.braid.Optimizer;
import dev.braid.Schedule;
import dev.braid.config.Config;
import dev.braid.ops.Value;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An optimizer whose options chain in any order.
 *
 * @param <T> the optimizer's class
 */
@SuppressWarnings("unchecked") // a changed copy has the class of its original
public abstract class FluentOptimizer<T extends FluentOptimizer<T>> extends Optimizer {
  protected FluentOptimizer(double learningRate) {
    super(learningRate);
  }

  protected FluentOptimizer(double learningRate, double weightDecay) {
    super(learningRate, weightDecay);
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public T clipNorm(double norm) {
    return (T) super.clipNorm(norm);
  }

  @Override
  public T clipValue(double limit) {
    return (T) super.clipValue(limit);
  }

  @Override
  public T globalClipNorm(double norm) {
    return (T) super.globalClipNorm(norm);
  }

  @Override
  public T weightDecay(double decay) {
    return (T) super.weightDecay(decay);
  }

  @Override
  public T average(double momentum) {
    return (T) super.average(momentum);
  }

  @Override
  public T averageOverwriteEvery(int steps) {
    return (T) super.averageOverwriteEvery(steps);
  }

  @Override
  public T gradientAccumulation(int steps) {
    return (T) super.gradientAccumulation(steps);
  }

  @Override
  public T learningRate(double rate) {
    return (T) super.learningRate(rate);
  }

  @Override
  public T learningRate(Schedule rates) {
    return (T) super.learningRate(rates);
  }

  @Override
  public T excludeFromWeightDecay(String... names) {
    return (T) super.excludeFromWeightDecay(names);
  }

  @Override
  public T excludeFromWeightDecay(Predicate<Variable> excluded) {
    return (T) super.excludeFromWeightDecay(excluded);
  }

  @Override
  public T lossScaleFactor(double factor) {
    return (T) super.lossScaleFactor(factor);
  }

  /** A copy with one option changed. */
  protected final T change(Consumer<T> change) {
    return (T) with(copy -> change.accept((T) copy));
  }

  /**
   * Applies the options that all optimizers share, including values that are rejected outside
   * files.
   */
  final T common(Config config) {
    return (T) Optimizers.withCommon(this, config);
  }

  /** A copy with the learning rate of a file, which may be one that is rejected outside files. */
  final Optimizer rateOfFile(double rate) {
    return anyRate(rate);
  }

  /** Moves an average towards a value by a fraction of their difference. */
  static Value toward(Value average, Value value, double fraction) {
    return average.add(value.subtract(average).multiply(fraction));
  }

  /** The Euclidean norm of all elements. */
  static double norm(Value value) {
    return Math.sqrt(value.square().sum().doubles()[0]);
  }

  /** 1 - base^exponent with the rounding of float32, in which Keras computes it. */
  static float oneMinusPower(double base, long exponent) {
    return 1 - (float) Math.pow((float) base, (double) exponent);
  }
}
