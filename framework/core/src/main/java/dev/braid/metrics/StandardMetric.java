package dev.braid.metrics;

import dev.braid.Metric;
import dev.braid.config.Config;
import dev.braid.losses.TargetKind;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The base of Keras' metrics, with a name and a direction.
 *
 * @param <T> the metric's class, so that options chain in any order
 */
public abstract class StandardMetric<T extends StandardMetric<T>> implements Metric, Cloneable {
  /** Keeps logarithms and quotients finite, as in Keras. */
  static final double EPSILON = 1e-7;

  private final boolean higherIsBetter;
  private String name;

  protected StandardMetric(String name, boolean higherIsBetter) {
    this.name = name;
    this.higherIsBetter = higherIsBetter;
  }

  /** A copy with another name in the logs. */
  public T named(String newName) {
    return with(copy -> ((StandardMetric<?>) copy).name = newName);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final boolean higherIsBetter() {
    return higherIsBetter;
  }

  /** Accepts targets of the prediction's shape, which most metrics read. */
  @Override
  public Optional<TargetKind> reads() {
    return Optional.of(TargetKind.VALUES);
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public Config config() {
    Config config = new Config().put("name", name).put("dtype", "float32");
    describe(config);
    return config;
  }

  /** Adds the options that are specific to this metric. */
  protected void describe(Config config) {}

  /** Applies the name. */
  final T common(Config config) {
    return named(config.text("name", name));
  }

  /** A copy with one change. */
  @SuppressWarnings("unchecked") // a clone has the class of its original
  protected final T with(Consumer<T> change) {
    try {
      T copy = (T) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
