package dev.braid.losses;

import dev.braid.Loss;
import dev.braid.config.Config;
import java.util.function.Consumer;

/**
 * The base of Keras' losses, with a name and a reduction.
 *
 * @param <T> the loss's class, so that options chain in any order
 */
public abstract class StandardLoss<T extends StandardLoss<T>> implements Loss, Cloneable {
  /** Keeps logarithms and quotients finite, as in Keras. */
  protected static final double EPSILON = 1e-7;

  private String name;
  private Reduction reduction = Reduction.SUM_OVER_BATCH_SIZE;

  protected StandardLoss(String name) {
    this.name = name;
  }

  /** A copy with another name. */
  public T named(String newName) {
    return with(copy -> ((StandardLoss<?>) copy).name = newName);
  }

  /** A copy with another reduction. */
  public T reduction(Reduction other) {
    return with(copy -> ((StandardLoss<?>) copy).reduction = other);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Reduction reduction() {
    return reduction;
  }

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public String call() {
    String className = className();
    return Character.toLowerCase(className.charAt(0)) + className.substring(1) + "()";
  }

  @Override
  public final Config config() {
    Config config = new Config();
    config.put("name", name).put("reduction", reduction.keras());
    describe(config);
    return config;
  }

  /** Adds the options that are specific to this loss. */
  protected void describe(Config config) {}

  /** Applies the options that all losses share. */
  final T common(Config config) {
    return named(config.text("name", name))
        .reduction(
            config.has("reduction") ? Reduction.read(config.textOrNull("reduction")) : reduction);
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
    return call();
  }
}
