package dev.braid.initializers;

import dev.braid.Initializer;
import dev.braid.config.Config;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The base of random initializers, with an optional seed.
 *
 * <p>With a seed an initializer gives the same values each time, as in Keras (but other values than
 * Keras).
 *
 * @param <T> the initializer's class
 */
public abstract class RandomInitializer<T extends RandomInitializer<T>>
    implements Initializer, Cloneable {
  private @Nullable Object seed;

  RandomInitializer() {}

  /** Sets a seed: values come from a separate generator, which restarts for each weight. */
  public T seed(long start) {
    return seeded(start);
  }

  /** Sets the seed from Keras' form: a number, a generator's object, or null. */
  final T seeded(@Nullable Object written) {
    T copy = copy();
    ((RandomInitializer<?>) copy).seed = written;
    return copy;
  }

  @SuppressWarnings("unchecked") // a clone has the class of its original
  final T copy() {
    try {
      return (T) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public final float[] values(long[] shape, RandomGenerator random) {
    return draw(shape, seed == null ? random : new SplittableRandom(number(seed)));
  }

  private static long number(Object seed) {
    if (seed instanceof Number number) {
      return number.longValue();
    }
    if (seed instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config) {
      return Config.fromMap(config).whole("seed", 0);
    }
    return seed.hashCode();
  }

  abstract float[] draw(long[] shape, RandomGenerator random);

  abstract void describe(Config config);

  @Override
  public String className() {
    return getClass().getSimpleName();
  }

  @Override
  public final Config config() {
    Config config = new Config().put("seed", seed);
    describe(config);
    return config;
  }

  static float[] normal(long[] shape, double mean, double deviation, RandomGenerator random) {
    float[] values = WeightShapes.array(shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  /** A normal distribution whose values beyond two standard deviations are drawn again. */
  static float[] truncated(long[] shape, double mean, double deviation, RandomGenerator random) {
    float[] values = WeightShapes.array(shape);
    for (int i = 0; i < values.length; i++) {
      double drawn;
      do {
        drawn = random.nextGaussian();
      } while (Math.abs(drawn) > 2);
      values[i] = (float) (mean + deviation * drawn);
    }
    return values;
  }

  static float[] uniform(long[] shape, double low, double high, RandomGenerator random) {
    float[] values = WeightShapes.array(shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return values;
  }
}
